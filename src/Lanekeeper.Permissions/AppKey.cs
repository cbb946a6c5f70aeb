namespace Lanekeeper.Permissions;

/// <summary>What an authenticated app may do. A key only narrows: what a workflow or the project forbids, no key permits.</summary>
/// <param name="App">The name that all keys of the app share; limits and budgets count by it.</param>
/// <param name="Workflows">At least one.</param>
/// <param name="Models">Empty for every model that the live project declares.</param>
/// <param name="Tools">Empty for every tool that its workflows list.</param>
public sealed record AppKey(Guid Id, string App, IReadOnlyList<string> Workflows, IReadOnlyList<string> Models, IReadOnlyList<string> Tools)
{
    /// <summary>How long the old key works beside the new one where nothing else is asked for.</summary>
    public static readonly TimeSpan UsualOverlap = TimeSpan.FromHours(24);

    public static readonly TimeSpan LongestOverlap = TimeSpan.FromDays(30);

    /// <summary>Without a role: no door but those for apps opens to it.</summary>
    public Actor Actor => new(ActorKind.Key, Id.ToString(), App, Role.None);

    public bool MayUseModel(string name) => Models.Count == 0 || Models.Contains(name, StringComparer.Ordinal);

    public bool MayUseTool(string name) => Tools.Count == 0 || Tools.Contains(name, StringComparer.Ordinal);

    /// <param name="asked">The workflow that the call names, if it names one.</param>
    public Result<string> WorkflowFor(string? asked)
    {
        if (string.IsNullOrEmpty(asked))
        {
            return Workflows[0];
        }

        return Workflows.Contains(asked, StringComparer.Ordinal) ? asked : AppKeyProblems.WorkflowNotAllowed(this, asked);
    }
}
