using Lanekeeper.Project.Syntax;

namespace Lanekeeper.Project.Asking;

/// <summary>Which secrets a project names, and who needs each.</summary>
internal static class SecretNeeds
{
    public static IReadOnlyList<SecretNeed> Of(ProjectDefinition project, Secrets secrets)
    {
        var (models, tools) = (OfModels(project).ToLookup(each => each.Reference, each => each.User), OfTools(project).ToLookup(each => each.Reference, each => each.User));
        return
        [
            .. models.Select(group => group.Key).Union(tools.Select(group => group.Key))
                .OrderBy(reference => reference.ToString(), StringComparer.Ordinal)
                .Select(reference => new SecretNeed(reference.ToString(), secrets.Resolve(reference).Problem is null, [.. models[reference].Order(StringComparer.Ordinal)], [.. tools[reference].Order(StringComparer.Ordinal)])),
        ];
    }

    /// <returns>Why this project must not go live here: it names what is the server's own.</returns>
    public static Problem? Refuse(ProjectDefinition project, Secrets secrets)
    {
        var refused = OfModels(project).Select(each => (each.Reference, User: $"the model {each.User}"))
            .Concat(OfTools(project).Select(each => (each.Reference, User: $"the tool {each.User}")))
            .OrderBy(each => each.User, StringComparer.Ordinal)
            .Select(each => secrets.Refuse(each.Reference) is { } problem ? problem with { Message = $"{problem.Message} It is named by {each.User}." } : null)
            .OfType<Problem>()
            .ToList();
        return refused.Count == 0 ? null : refused[0] with { Details = [.. refused.Select(problem => problem.Message)] };
    }

    private static IEnumerable<(SecretReference Reference, string User)> OfModels(ProjectDefinition project) =>
        project.Models.Values.Where(model => model.KeyInUse is not null).Select(model => (model.KeyInUse!, model.Name));

    private static IEnumerable<(SecretReference Reference, string User)> OfTools(ProjectDefinition project) =>
        project.Tools.Values.SelectMany(tool => (tool.Http?.Headers.Values ?? []).SelectMany(HeadersShape.SecretsIn).Distinct().Select(reference => (reference, tool.Name)));
}
