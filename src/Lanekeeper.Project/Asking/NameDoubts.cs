using Lanekeeper.Permissions;

namespace Lanekeeper.Project.Asking;

/// <summary>Says of each name that a project does not know which ones it knows.</summary>
internal static class NameDoubts
{
    /// <param name="project"><see langword="null"/> where nothing is deployed.</param>
    /// <param name="key">Whose scope names them. A model is also known by its route's name and by the id that is sent to its provider.</param>
    public static IReadOnlyList<string> Of(ProjectDefinition? project, AppKeyRow key)
    {
        // Where none was named it is the one named like the app, and nobody meant one of the project's.
        var workflows = key.Workflows is [var only] && only == key.App ? [] : key.Workflows;
        if (project is null)
        {
            var written = workflows.Concat(key.Models).Concat(key.Tools).ToList();
            return written.Count == 0 ? [] : [$"No project is deployed yet, so nobody knows {string.Join(", ", written.Distinct().Select(name => $"`{name}`"))}. Deploy one that has it."];
        }

        var ids = project.Models.Values.Select(model => model.Model);
        return
        [
            .. Unfiled(workflows, [.. project.Workflows.Keys.Order(StringComparer.Ordinal)]),
            .. Unknown("model", key.Models, project.Models.Keys, project.Routes.Keys.Concat(ids)),
            .. Unknown("tool", key.Tools, project.Tools.Keys, []),
        ];
    }

    // An app's calls may be filed under any name; it is only doubtful where the project has workflows and none is called so.
    private static IEnumerable<string> Unfiled(IEnumerable<string> names, IReadOnlyList<string> known) =>
        known.Count == 0 ? [] : names.Distinct().Except(known, StringComparer.Ordinal)
            .Select(name => $"No workflow of the live project is called `{name}`; it has {NameList.Of(known)}. The app's calls are filed under `{name}` all the same.");

    private static IEnumerable<string> Unknown(string what, IEnumerable<string> names, IEnumerable<string> known, IEnumerable<string> also)
    {
        var told = known.Order(StringComparer.Ordinal).ToList();
        var words = told.Count == 0 ? "it has none" : $"it has {NameList.Of(told)}";
        return names.Distinct().Except(told.Concat(also), StringComparer.Ordinal).Select(name => $"The live project has no {what} `{name}`; {words}. Until one is deployed, the name opens nothing.");
    }
}
