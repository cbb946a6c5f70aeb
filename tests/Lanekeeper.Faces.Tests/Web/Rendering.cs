using Lanekeeper.Web.Serving;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lanekeeper.Faces.Tests.Web;

/// <summary>Pages and controls to HTML, without a server: they are pure.</summary>
internal static class Rendering
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    public static Frame Frame(string path = "/", Role role = Role.Admin) => new(new(ActorKind.Person, "1", "ana@example.com", role), path, Now, 3, null, "/assets/0/");

    public static Task<string> PageAsync<TScreen, TView>(TView view, Frame? frame = null)
        where TScreen : Screen<TView> =>
        ControlAsync<TScreen>(new() { [nameof(Screen<TView>.View)] = view, [nameof(Screen<TView>.Frame)] = frame ?? Frame() });

    public static async Task<string> ControlAsync<TComponent>(Dictionary<string, object?> parameters)
        where TComponent : IComponent
    {
        await using var services = new ServiceCollection().AddLogging().AddSingleton<AntiforgeryStateProvider, FormToken>().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }

    private sealed class FormToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken GetAntiforgeryToken() => new("token", "form_token");
    }
}
