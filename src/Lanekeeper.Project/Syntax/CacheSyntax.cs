using Lanekeeper.Project.Shaping;

namespace Lanekeeper.Project.Syntax;

/// <summary>Whose calls get an answer again that was given before: by workflow, and for how long.</summary>
internal static class CacheSyntax
{
    private const int MostDays = 30;

    public static readonly Shape<Named<CacheDefinition>> Shape = new ObjectShape<Named<CacheDefinition>>("cache", fields =>
    {
        var workflows = fields.Required("workflows", Words.Map("workflows", Workflow), "By a workflow's name, for the apps that call for it.");
        return values => values.Get(workflows);
    });

    private static ObjectShape<CacheDefinition> Workflow => new("a workflow's cache", fields =>
    {
        var lifetime = fields.Required("lifetime", new DurationShape(TimeSpan.FromDays(MostDays)), "How long an answer is given again to the very same request.");
        return values => new(values.Get(lifetime));
    });
}
