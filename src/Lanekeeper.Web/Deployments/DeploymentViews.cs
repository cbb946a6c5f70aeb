using Lanekeeper.Project;

namespace Lanekeeper.Web.Deployments;

/// <param name="Changes">Against what was live before it.</param>
/// <param name="JustDone">Whether it is shown because it has just been rolled back to.</param>
public sealed record DeploymentView(DeploymentStep Step, SnapshotComparison Changes, bool JustDone);

/// <param name="Target">The deployment whose snapshot shall be live again.</param>
/// <param name="Live">The one that is.</param>
/// <param name="Changes">From the live snapshot to the target's.</param>
/// <param name="Note">What was typed.</param>
/// <param name="Problem">Why nothing was done, when it was tried.</param>
public sealed record RollBackView(Deployment Target, Deployment Live, SnapshotComparison Changes, string Note, Problem? Problem);
