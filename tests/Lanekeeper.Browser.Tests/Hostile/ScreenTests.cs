using Lanekeeper.Web;
using Lanekeeper.Web.Serving;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lanekeeper.Browser.Tests.Hostile;

/// <summary>Every page component, given views whose every text is hostile: what comes out is our elements and their text.</summary>
public sealed class ScreenTests
{
    private const int Rounds = 60;

    // Its view is made of our own style sheet and a state's name.
    private static readonly string[] NotOthersText = ["DesignPage"];

    public static TheoryData<string> Names() => [.. Screens().Select(screen => screen.FullName!)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Hostile_text_stays_text_on_every_page(string name)
    {
        var screen = Screens().Single(one => one.FullName == name);
        var view = ViewOf(screen)!;
        await using var services = new ServiceCollection().AddLogging().AddAntiforgery().BuildServiceProvider();
        for (var round = 0; round < Rounds; round++)
        {
            var maker = new HostileMaker(round * 131);
            var parameters = new Dictionary<string, object?> { ["View"] = maker.Make(view), ["Frame"] = FrameOf(maker) };

            var html = await RenderAsync(services, screen, parameters);

            Markup.Foreign(Markup.Parse(html)).ShouldBeEmpty($"{name}, round {round}");
        }
    }

    /// <remarks>Its path stands on every page, as where the theme's form returns to.</remarks>
    private static Frame FrameOf(HostileMaker maker) => (Frame)maker.Make(typeof(Frame))! with { Assets = "/assets/0/", Actor = new(ActorKind.Person, "1", (string)maker.Make(typeof(string))!, Role.Admin) };

    private static IEnumerable<Type> Screens() => typeof(WebFace).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && ViewOf(type) is not null && !NotOthersText.Contains(type.Name))
        .OrderBy(type => type.FullName, StringComparer.Ordinal);

    private static Type? ViewOf(Type type)
    {
        for (var one = type; one is not null; one = one.BaseType)
        {
            if (one.IsGenericType && one.GetGenericTypeDefinition() == typeof(Screen<>))
            {
                return one.GetGenericArguments()[0];
            }
        }

        return null;
    }

    private static async Task<string> RenderAsync(ServiceProvider services, Type screen, Dictionary<string, object?> parameters)
    {
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync(screen, ParameterView.FromDictionary(parameters))).ToHtmlString());
    }
}
