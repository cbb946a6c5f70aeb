using Lanekeeper.Permissions;
using Lanekeeper.Project;
using Lanekeeper.Web.Controls;

namespace Lanekeeper.Web.Workflows;

/// <summary>What a step does, in a line.</summary>
internal static class StepLines
{
    public static StepLine Of(StepDefinition step, ProjectDefinition project, WorkflowDefinition workflow) =>
        new(step.Id, Kind(step), Detail(step, project), step.When?.Source, VerdictOf(step, project, workflow));

    private static string Kind(StepDefinition step) => step switch
    {
        RetrieveStep => "retrieve",
        ModelStep => "model",
        ToolStep => "tool",
        ApproveStep => "approval",
        _ => "hand over",
    };

    private static string Detail(StepDefinition step, ProjectDefinition project) => step switch
    {
        RetrieveStep retrieve => $"The best {retrieve.Top} passages of {string.Join(", ", retrieve.Sources)}",
        ModelStep model => $"Asks {project.Routes[model.Route].Model.Model} with {model.Prompt.Path}",
        ToolStep tool => project.Tools.TryGetValue(tool.Tool, out var known) ? $"{tool.Tool} ({Figures.Word(known.Effect)})" : tool.Tool,
        ApproveStep approve => $"Asks {approve.Terms.Group ?? "a reviewer"}: {approve.Question}",
        RouteStep route => $"To {route.To}",
        _ => "",
    };

    private static Verdict? VerdictOf(StepDefinition step, ProjectDefinition project, WorkflowDefinition workflow) => step switch
    {
        ToolStep tool => WorkflowMaker.Decide(project, workflow, tool.Tool).Verdict,
        ApproveStep => Verdict.Approve,
        _ => null,
    };
}
