using Lanekeeper.Approvals;
using Lanekeeper.Orchestration;
using Lanekeeper.Project;

namespace Lanekeeper.Web.Workflows;

internal static class WorkflowRows
{
    public static WorkflowsView Make(ProjectDefinition project, RunStats stats, Acceptance acceptance, OpenCards open)
    {
        var accepted = acceptance.Workflows.ToDictionary(workflow => workflow.Workflow, workflow => workflow.Total, StringComparer.Ordinal);
        var idle = new long[stats.Days.Count];
        return new(project.Name, [.. project.Workflows.Values.OrderBy(workflow => workflow.Name, StringComparer.Ordinal).Select(Row)]);

        WorkflowRow Row(WorkflowDefinition workflow) => new(
            workflow.Name,
            workflow.Description,
            workflow.Owner,
            workflow.Ceiling,
            stats.Started.GetValueOrDefault(workflow.Name) ?? idle,
            Share(accepted.GetValueOrDefault(workflow.Name, AcceptanceCounts.None)),
            open.ByWorkflow.GetValueOrDefault(workflow.Name));
    }

    public static Wilson Share(AcceptanceCounts counts) => Wilson.Of(counts.Unedited, counts.Decided);
}
