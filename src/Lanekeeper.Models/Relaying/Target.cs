using Lanekeeper.Permissions;
using Lanekeeper.Project;

namespace Lanekeeper.Models.Relaying;

/// <summary>Where a request goes.</summary>
/// <param name="Route">A route's name, or the model's own where the app named it directly.</param>
internal sealed record Target(string Route, ModelDefinition Model, TimeSpan Deadline, int Attempts)
{
    /// <summary>What a key may name. What the project does not declare is not there: default deny.</summary>
    public static IEnumerable<Target> Of(ProjectDefinition project, AppKey key, WireKind kind, ModelsOptions options) =>
        project.Routes.Values
            .Select(route => new Target(route.Name, route.Model, route.Deadline, route.Attempts))
            .Concat(project.Models.Values.OrderBy(model => model.Name, StringComparer.Ordinal).Select(model => Direct(model, model.Name, options)))
            .Concat(project.Models.Values.OrderBy(model => model.Name, StringComparer.Ordinal).Select(model => Direct(model, model.Model, options)))
            .Where(target => target.Serves(kind, key))
            .DistinctBy(target => target.Route);

    public static Result<Target> Find(ProjectDefinition project, AppKey key, WireKind kind, string asked, ModelsOptions options) =>
        Named(project, asked, options).FirstOrDefault(target => target.Serves(kind, key)) is { } found
            ? found
            : ModelProblems.NoSuchModel(asked, [.. Of(project, key, kind, options).Select(target => target.Route).Take(20)]);

    // A route before a model, a name before an id, as in the list.
    private static IEnumerable<Target> Named(ProjectDefinition project, string asked, ModelsOptions options)
    {
        if (project.Routes.TryGetValue(asked, out var route))
        {
            yield return new(route.Name, route.Model, route.Deadline, route.Attempts);
        }

        if (project.Models.TryGetValue(asked, out var model))
        {
            yield return Direct(model, asked, options);
        }

        foreach (var pinned in project.Models.Values.Where(each => each.Model == asked).OrderBy(each => each.Name, StringComparer.Ordinal))
        {
            yield return Direct(pinned, asked, options);
        }
    }

    private static Target Direct(ModelDefinition model, string name, ModelsOptions options) => new(name, model, options.RelayDeadline, options.RelayAttempts);

    private bool Serves(WireKind kind, AppKey key) =>
        Model.Provider == (kind.IsAnthropic() ? ModelProvider.Anthropic : ModelProvider.OpenAI)
        && (key.MayUseModel(Route) || key.MayUseModel(Model.Name) || key.MayUseModel(Model.Model));
}
