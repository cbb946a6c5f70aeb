using Lanekeeper.Models.Routing;
using Lanekeeper.Project;

namespace Lanekeeper.Rooms.Tests.Models.Routing;

/// <summary>Routes and facts to choose by.</summary>
internal static class Facts
{
    public static readonly RouteFacts Plain = new() { InputTokens = 100, Language = () => "en", MaxUsd = () => 0.01m };

    public static ModelDefinition Model(string name) => new(name, ModelProvider.OpenAI, $"{name}-2026-01-01") { ContextTokens = 10_000 };

    public static RouteDefinition Route(params RouteRule[] rules) => new("r", Model("default"), TimeSpan.FromSeconds(10), 3) { Rules = rules };

    public static RouteRule Rule(string model, RouteCondition when) => new(when, Model(model), null);

    /// <summary>A random one, of few values, so that many conditions hold.</summary>
    public static RouteCondition Condition(Random random) => new()
    {
        Tasks = Maybe(random, () => Some<ModelTask>(random)),
        Consequences = Maybe(random, () => Some<Consequence>(random)),
        InputTokens = Maybe(random, () => new Between(random.Next(3) == 0 ? null : random.Next(4), random.Next(3) == 0 ? null : random.Next(1, 6))),
        Attachments = random.Next(3) == 0 ? random.Next(2) == 0 : null,
        Languages = Maybe<IReadOnlySet<string>>(random, () => new HashSet<string> { random.Next(2) == 0 ? "de" : "en", "unknown" }),
        EarlierFailure = random.Next(3) == 0 ? random.Next(2) == 0 : null,
        MaxUsd = Maybe(random, () => new Between(random.Next(3), null)),
    };

    public static RouteFacts Of(Random random)
    {
        var (language, usd) = (new[] { "de", "en", "unknown" }[random.Next(3)], random.Next(4) is > 0 and var known ? known : (decimal?)null);
        return new()
        {
            Task = random.Next(4) == 0 ? null : (ModelTask)random.Next(6),
            Consequence = (Consequence)random.Next(3),
            InputTokens = random.Next(6),
            HasAttachments = random.Next(2) == 0,
            EarlierFailure = random.Next(2) == 0,
            Language = () => language,
            MaxUsd = () => usd,
        };
    }

    private static HashSet<T> Some<T>(Random random)
        where T : struct, Enum => [.. random.GetItems(Enum.GetValues<T>(), random.Next(1, 4))];

    private static T? Maybe<T>(Random random, Func<T> make)
        where T : class => random.Next(2) == 0 ? null : make();
}
