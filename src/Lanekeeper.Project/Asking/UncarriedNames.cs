using Lanekeeper.Permissions;

namespace Lanekeeper.Project.Asking;

/// <summary>
/// Finds the names that a project holds to something and that no app and no workflow has: most are misspelt, and then nothing is held.
/// Where there is no app, or no workflow, at all, it is only that the project came first.
/// </summary>
internal static class UncarriedNames
{
    /// <param name="project">What is live.</param>
    /// <param name="keys">The keys of apps that work: they say which apps there are, and under which names these file their calls.</param>
    public static IReadOnlyList<NameDoubt> Of(ProjectDefinition project, IReadOnlyList<AppKeyRow> keys)
    {
        var apps = keys.Select(key => key.App).ToHashSet(StringComparer.Ordinal);
        var workflows = keys.SelectMany(key => key.Workflows).Concat(project.Workflows.Keys).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Find("limits.apps", project.AppLimits.Keys, apps, "app with a key", "the limit holds nobody"),
            .. Find("limits.workflows", project.WorkflowLimits.Keys, workflows, "workflow", "the limit holds nobody"),
            .. Find("cache.workflows", project.Caches.Keys, workflows, "workflow", "nothing is kept for it"),
            .. Find("alarms.workflows", project.Alarms.Keys, workflows, "workflow", "nothing is watched"),
        ];
    }

    private static IEnumerable<NameDoubt> Find(string where, IEnumerable<string> names, HashSet<string> known, string what, string then)
    {
        var told = known.Order(StringComparer.Ordinal).ToList();
        var there = $"there {(told.Count == 1 ? "is" : "are")} {NameList.Of(told)}";
        return names.Where(name => told.Count > 0 && !known.Contains(name)).Order(StringComparer.Ordinal)
            .Select(name => new NameDoubt(where, name, $"{where} names `{name}`, and no {what} is called so; {there}. Until one is, {then}."));
    }
}
