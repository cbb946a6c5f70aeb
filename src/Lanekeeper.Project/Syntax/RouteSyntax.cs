using Lanekeeper.Project.Shaping;

namespace Lanekeeper.Project.Syntax;

internal sealed record RouteSyntax(Located<string> Model, TimeSpan Deadline, int Attempts, TimeSpan? Silence, IReadOnlyList<Located<RouteRuleSyntax>> Rules, CascadeSyntax? Cascade, Located<FallbackSyntax>? Fallback)
{
    public static readonly Shape<RouteSyntax> Shape = new ObjectShape<RouteSyntax>("a route", fields =>
    {
        var model = fields.Required("model", Words.Reference, "Which of `models` answers where no rule says otherwise.");
        var deadline = fields.Optional("deadline", Words.ShortTime, "60s", "How long all attempts may take together.");
        var attempts = fields.Optional("attempts", new WholeShape(1, 10), "3", "How often a call is tried in all when it fails in a way that may pass.");
        var silence = fields.Optional("silence", Words.ShortTime.Located(), "How long an app's stream that has begun may stand still; 10s, when absent.");
        var rules = fields.Optional("rules", Words.List("rules", RouteRuleSyntax.Shape.Located()), "When another model answers; the first rule that holds decides.");
        var cascade = fields.Optional("cascade", CascadeSyntax.Shape, "Cheap first: which model is asked when the answer is not good enough.");
        var fallback = fields.Optional("fallback", FallbackSyntax.Shape.Located(), "What may stand in for a model that is down; nothing, when absent.");
        return values => new(
            values.Get(model), values.Get(deadline), values.Get(attempts), values.Find(silence)?.Value, values.Find(rules) ?? [], values.Find(cascade), values.Find(fallback));
    });

    /// <summary>Every model that it names.</summary>
    public IEnumerable<Located<string>> Models =>
        [Model, .. Rules.Select(rule => rule.Value.Model), .. Cascade is { } cascade ? [cascade.Then] : Array.Empty<Located<string>>(), .. Fallback?.Value.Models ?? []];
}

internal sealed record RouteRuleSyntax(Located<RouteCondition> When, Located<string> Model, string? Reason)
{
    public static readonly Shape<RouteRuleSyntax> Shape = new ObjectShape<RouteRuleSyntax>("a rule", fields =>
    {
        var when = fields.Required("when", RouteConditionSyntax.Shape.Located(), "What must hold, all of it; of a list, one.");
        var model = fields.Required("model", Words.Reference, "Which of `models` answers then.");
        var reason = fields.Optional("reason", new TextShape("one line of text, at most 200 characters", @"^[^\r\n]+$", longest: 200), "Why, kept with each call.");
        return values => new(values.Get(when), values.Get(model), values.Find(reason));
    });
}

internal static class RouteConditionSyntax
{
    private static readonly ChoiceShape<string> Language = new([.. RouteLanguages.All.Select(name => (name, name))]);

    public static readonly Shape<RouteCondition> Shape = new ObjectShape<RouteCondition>("a rule's conditions", fields =>
    {
        var task = fields.Optional("task", new SomeShape<ModelTask>("tasks", Words.Choice<ModelTask>()), "What the call is declared to be for.");
        var consequence = fields.Optional("consequence", new SomeShape<Consequence>("consequences", Words.Choice<Consequence>()), "What hangs on it; undeclared is high.");
        var tokens = fields.Optional("input_tokens", Between("input_tokens", new WholeShape(0, 100_000_000).Located(), static value => value), "How long the request is, at three bytes a token.");
        var attachments = fields.Optional("attachments", Words.Flag.Located(), "Whether it has images, sounds or files.");
        var language = fields.Optional("language", new SomeShape<string>("languages", Language), "Which language it seems to be in.");
        var failure = fields.Optional("earlier_failure", Words.Flag.Located(), "Whether an answer to the same question was not acceptable before.");
        var usd = fields.Optional("max_usd", Between("max_usd", new NumberShape(0, 1_000_000).Located(), static value => value), "The most that the route's own model can cost for it.");
        return values => new()
        {
            Tasks = values.Find(task),
            Consequences = values.Find(consequence),
            InputTokens = values.Find(tokens),
            Attachments = values.Find(attachments)?.Value,
            Languages = values.Find(language),
            EarlierFailure = values.Find(failure)?.Value,
            MaxUsd = values.Find(usd),
        };
    });

    private static ObjectShape<Between> Between<T>(string noun, Shape<Located<T>> bound, Func<T, decimal> read) => new(noun, fields =>
    {
        var above = fields.Optional("above", bound, "More than this.");
        var below = fields.Optional("below", bound, "Less than this.");
        return values => new(values.Find(above) is { } least ? read(least.Value) : null, values.Find(below) is { } most ? read(most.Value) : null);
    });
}

internal sealed record CascadeSyntax(Located<string> Then, double? BelowConfidence)
{
    public static readonly Shape<CascadeSyntax> Shape = new ObjectShape<CascadeSyntax>("a cascade", fields =>
    {
        var then = fields.Required("then", Words.Reference, "Which of `models` is asked when the answer does not fit its schema.");
        var below = fields.Optional("below_confidence", new NumberShape(0, 1).Located(), "It is asked also when the answer states a confidence below this.");
        return values => new(values.Get(then), (double?)values.Find(below)?.Value);
    });
}

internal sealed record FallbackSyntax(IReadOnlyList<Located<string>> Models)
{
    public Consequence MaxConsequence { get; init; }

    public decimal? MaxPriceMultiple { get; init; }

    public IReadOnlyList<Located<string>>? Regions { get; init; }

    public TimeSpan? After { get; init; }

    public bool QueueForHuman { get; init; }

    public static readonly Shape<FallbackSyntax> Shape = new ObjectShape<FallbackSyntax>("a fallback", fields =>
    {
        var models = fields.Optional("models", Words.List("names of models", Words.Reference, least: 1), "Which of `models` may stand in, in this order.");
        var consequence = fields.Optional("max_consequence", Words.Choice<Consequence>(), "low", "How much may hang on what another model answers.");
        var price = fields.Optional("max_price_multiple", new NumberShape(0.01m, 1000).Located(), "How many times as much it may cost at most; a model without a known price is out then.");
        var regions = fields.Optional("regions", Words.List("regions", Words.Reference, least: 1), "Where it may be served; anywhere, when absent.");
        var after = fields.Optional("after", Words.ShortTime.Located(), "How long a model is waited for that has others behind it; half of what is left of the deadline, when absent.");
        var human = fields.Optional("queue_for_human", Words.Flag, "false", "Whether a step of a run that no model could answer goes to the workflow's owner.");
        return values => new(values.Find(models) ?? [])
        {
            MaxConsequence = values.Get(consequence),
            MaxPriceMultiple = values.Find(price)?.Value,
            Regions = values.Find(regions),
            After = values.Find(after)?.Value,
            QueueForHuman = values.Get(human),
        };
    });
}
