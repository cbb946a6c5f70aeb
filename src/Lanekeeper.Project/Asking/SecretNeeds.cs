using Lanekeeper.Project.Syntax;

namespace Lanekeeper.Project.Asking;

/// <summary>Which secrets a project names, and who needs each.</summary>
internal static class SecretNeeds
{
    public static IReadOnlyList<SecretNeed> Of(ProjectDefinition project)
    {
        var models = project.Models.Values.Where(model => model.KeyInUse is not null).ToLookup(model => model.KeyInUse!, model => model.Name);
        var tools = project.Tools.Values
            .SelectMany(tool => (tool.Http?.Headers.Values ?? []).SelectMany(HeadersShape.SecretsIn).Distinct().Select(reference => (Reference: reference, tool.Name)))
            .ToLookup(pair => pair.Reference, pair => pair.Name);
        return
        [
            .. models.Select(group => group.Key).Union(tools.Select(group => group.Key))
                .OrderBy(reference => reference.ToString(), StringComparer.Ordinal)
                .Select(reference => new SecretNeed(reference.ToString(), Secrets.Resolve(reference).Problem is null, [.. models[reference].Order(StringComparer.Ordinal)], [.. tools[reference].Order(StringComparer.Ordinal)])),
        ];
    }
}
