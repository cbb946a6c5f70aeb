using Lanekeeper.Project.Shaping;

namespace Lanekeeper.Project.Syntax;

/// <summary>How much of a workflow's calls may fail, in one sort and in the other, before somebody is told.</summary>
internal static class AlarmSyntax
{
    public static readonly Shape<Named<AlarmDefinition>> Shape = new ObjectShape<Named<AlarmDefinition>>("alarms", fields =>
    {
        var workflows = fields.Required("workflows", Words.Map("workflows", Workflow), "By a workflow's name, whoever calls for it.");
        return values => values.Get(workflows);
    });

    private static ObjectShape<AlarmDefinition> Workflow => new("an alarm", fields =>
    {
        var transient = fields.Optional("transient_percent", new NumberShape(0, 100).Located(), "How many calls of a hundred may fail in a way that may pass, within 15 minutes.");
        var semantic = fields.Optional("semantic_percent", new NumberShape(0, 100).Located(), "How many of a hundred may have an answer that is not acceptable, within 15 minutes.");
        var least = fields.Optional("at_least", new WholeShape(1, 10_000), "20", "Of fewer calls nothing is said.");
        return values => new(values.Find(transient)?.Value, values.Find(semantic)?.Value, values.Get(least));
    });
}
