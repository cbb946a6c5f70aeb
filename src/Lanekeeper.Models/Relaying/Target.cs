using Lanekeeper.Models.Routing;
using Lanekeeper.Models.Translating;
using Lanekeeper.Permissions;
using Lanekeeper.Project;

namespace Lanekeeper.Models.Relaying;

/// <summary>Where a request goes.</summary>
/// <param name="Route">A route's name, or the model's own where the app named it directly.</param>
internal sealed record Target(string Route, ModelDefinition Model, TimeSpan Deadline, int Attempts)
{
    /// <summary><see langword="null"/> where the app named a model directly: then there is nothing to choose and nothing to fall back on.</summary>
    public RouteDefinition? Declared { get; init; }

    /// <summary>Why it is this model.</summary>
    public string Reason { get; init; } = "named by the app";

    /// <summary>What it stands in for and why; <see langword="null"/> where it does not.</summary>
    public string? Degraded { get; init; }

    /// <summary>What a key may name. What the project does not declare is not there: default deny.</summary>
    public static IEnumerable<Target> Of(ProjectDefinition project, AppKey key, WireKind kind, ModelsOptions options) =>
        project.Routes.Values
            .Select(Of)
            .Concat(project.Models.Values.OrderBy(model => model.Name, StringComparer.Ordinal).Select(model => Direct(model, model.Name, options)))
            .Concat(project.Models.Values.OrderBy(model => model.Name, StringComparer.Ordinal).Select(model => Direct(model, model.Model, options)))
            .Where(target => target.Serves(kind, key))
            .DistinctBy(target => target.Route);

    public static Result<Target> Find(ProjectDefinition project, AppKey key, WireKind kind, string asked, ModelsOptions options) =>
        Named(project, kind, asked, options).FirstOrDefault(target => target.Serves(kind, key)) is { } found
            ? found
            : ModelProblems.NoSuchModel(asked, IsBaseline(project, asked), [.. Of(project, key, kind, options).Select(target => target.Route).Take(20)]);

    private static bool IsBaseline(ProjectDefinition project, string asked) =>
        (project.Routes.GetValueOrDefault(asked)?.Model ?? project.Models.GetValueOrDefault(asked))?.Provider == ModelProvider.Baseline;

    // A route before a model, a name before an id, as in the list.
    private static IEnumerable<Target> Named(ProjectDefinition project, WireKind kind, string asked, ModelsOptions options)
    {
        if (project.Routes.TryGetValue(asked, out var route))
        {
            yield return Of(route);
        }

        if (project.Models.TryGetValue(asked, out var model))
        {
            yield return Direct(model, asked, options);
        }

        // Two providers may have models of one id; then the app means the one whose format it speaks.
        foreach (var pinned in project.Models.Values.Where(each => each.Model == asked)
            .OrderBy(each => Translation.Spoken(kind, each.Provider) != kind).ThenBy(each => each.Name, StringComparer.Ordinal))
        {
            yield return Direct(pinned, asked, options);
        }
    }

    private static Target Of(RouteDefinition route) => new(route.Name, route.Model, route.Deadline, route.Attempts) { Declared = route, Reason = RouteChoice.Default };

    private static Target Direct(ModelDefinition model, string name, ModelsOptions options) => new(name, model, options.RelayDeadline, options.RelayAttempts);

    private bool Serves(WireKind kind, AppKey key) => Refusal(kind, key) is null;

    /// <returns>Why this model cannot serve the key in the format; <see langword="null"/> when it can.</returns>
    public string? Refusal(WireKind kind, AppKey key) =>
        Translation.Spoken(kind, Model.Provider) is null ? "it cannot be spoken to in the format of the request, nor in another one"
        : key.MayUseModel(Route) || key.MayUseModel(Model.Name) || key.MayUseModel(Model.Model) ? null
        : "the key may not use it";
}
