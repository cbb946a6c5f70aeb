using Lanekeeper.Project;

namespace Lanekeeper.Web.Workflows;

internal static class LiveWorkflows
{
    /// <summary>Whether the live project declares a workflow of this name, so that it has a page.</summary>
    public static async Task<bool> HasWorkflowAsync(this IDeployments deployments, string name, CancellationToken cancellationToken) =>
        (await deployments.CurrentAsync(cancellationToken)).Succeeded(out var live, out _) && live.Definition.Workflows.ContainsKey(name);
}
