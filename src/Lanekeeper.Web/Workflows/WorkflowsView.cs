using Lanekeeper.Permissions;

namespace Lanekeeper.Web.Workflows;

/// <param name="Project">Of the live snapshot; <see langword="null"/> while nothing is deployed.</param>
public sealed record WorkflowsView(string? Project, IReadOnlyList<WorkflowRow> Workflows);

/// <param name="Started">Runs begun on each of the last seven days, the oldest first.</param>
/// <param name="Accepted">Proposals taken as they were, of those that people decided in the last thirty days.</param>
/// <param name="Waiting">Open cards.</param>
public sealed record WorkflowRow(string Name, string Description, string Owner, Ceiling Ceiling, IReadOnlyList<long> Started, Wilson Accepted, int Waiting);
