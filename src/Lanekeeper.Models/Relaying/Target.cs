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
            .Where(target => target.Model.Provider == Provider(kind) && target.IsOpenTo(key))
            .DistinctBy(target => target.Route);

    public static Result<Target> Find(ProjectDefinition project, AppKey key, WireKind kind, string asked, ModelsOptions options) =>
        Of(project, key, kind, options).FirstOrDefault(target => target.Route == asked) is { } found
            ? found
            : ModelProblems.NoSuchModel(asked, [.. Of(project, key, kind, options).Select(target => target.Route).Take(20)]);

    private static Target Direct(ModelDefinition model, string name, ModelsOptions options) => new(name, model, options.RelayDeadline, options.RelayAttempts);

    private static ModelProvider Provider(WireKind kind) => kind is WireKind.Messages or WireKind.CountTokens ? ModelProvider.Anthropic : ModelProvider.OpenAI;

    private bool IsOpenTo(AppKey key) => key.MayUseModel(Route) || key.MayUseModel(Model.Name) || key.MayUseModel(Model.Model);
}
