using Lanekeeper.Project.Shaping;

namespace Lanekeeper.Project.Syntax;

/// <summary>How much apps and workflows may take from models.</summary>
internal sealed record LimitsSyntax(Named<LimitDefinition> Apps, Named<LimitDefinition> Workflows)
{
    public static readonly LimitsSyntax None = new(Named<LimitDefinition>.Empty, Named<LimitDefinition>.Empty);

    public static readonly Shape<LimitsSyntax> Shape = new ObjectShape<LimitsSyntax>("limits", fields =>
    {
        var apps = fields.Optional("apps", Words.Map("apps", Limit), "By an app's name, which all its keys share.");
        var workflows = fields.Optional("workflows", Words.Map("workflows", Limit), "By a workflow's name, whoever calls for it.");
        return values => new(values.Find(apps) ?? Named<LimitDefinition>.Empty, values.Find(workflows) ?? Named<LimitDefinition>.Empty);
    });

    private static ObjectShape<LimitDefinition> Limit => new("a limit", fields =>
    {
        var requests = fields.Optional("requests_per_minute", new WholeShape(1, 1_000_000).Located(), "How many calls may begin in a minute.");
        var tokens = fields.Optional("tokens_per_minute", new WholeShape(1, 1_000_000_000).Located(), "How many tokens, input and output, may be taken in a minute.");
        var concurrent = fields.Optional("concurrent", new WholeShape(1, 100_000).Located(), "How many calls may be under way at once.");
        var day = fields.Optional("usd_per_day", new NumberShape(0, 1_000_000).Located(), "How much may be spent in a UTC day.");
        var month = fields.Optional("usd_per_month", new NumberShape(0, 10_000_000).Located(), "How much may be spent in a UTC month.");
        return values => new(
            values.Find(requests)?.Value, values.Find(tokens)?.Value, values.Find(concurrent)?.Value, values.Find(day)?.Value, values.Find(month)?.Value);
    });
}
