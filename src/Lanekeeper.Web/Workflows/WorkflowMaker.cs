using Lanekeeper.Permissions;
using Lanekeeper.Project;
using Lanekeeper.Retrieval;

namespace Lanekeeper.Web.Workflows;

/// <summary>A workflow's definition as its page tells it; every verdict is the ladder's own.</summary>
internal static class WorkflowMaker
{
    public static WorkflowView Make(
        Snapshot live, WorkflowDefinition workflow, WorkflowFigures figures, int waiting, IReadOnlyList<SourceState> indexed, IReadOnlyList<Deployment> deployments)
    {
        var project = live.Definition;
        return new()
        {
            Name = workflow.Name,
            Description = workflow.Description,
            Owner = workflow.Owner,
            Ceiling = workflow.Ceiling,
            Snapshot = live.Hash,
            Input = workflow.Input.Trust,
            Deadline = workflow.Deadline,
            SeparationOfDuties = workflow.SeparationOfDuties,
            Waiting = waiting,
            Steps = [.. workflow.Steps.Select(step => StepLines.Of(step, project, workflow))],
            Effects = [.. Enum.GetValues<Effect>().Select(effect => new EffectLine(effect, Decide(workflow, "a tool", effect).Verdict))],
            Tools = [.. workflow.Tools.Order(StringComparer.Ordinal).Select(name => Tool(name, project, workflow))],
            Never = [.. project.Never.Order(StringComparer.Ordinal)],
            Rules = [.. workflow.Rules.Select(rule => new RuleLine(rule.Name, rule.Forbid.Source))],
            Sources = [.. workflow.Sources.Order(StringComparer.Ordinal).Select(name => Source(project.Sources[name], indexed))],
            Models = [.. workflow.Steps.OfType<ModelStep>().Select(step => step.Route).Distinct(StringComparer.Ordinal).Select(route => Model(project.Routes[route]))],
            Figures = figures,
            Deployments = deployments,
        };
    }

    public static Decision Decide(ProjectDefinition project, WorkflowDefinition workflow, string tool) =>
        Decide(workflow, tool, project.Tools.GetValueOrDefault(tool)?.Effect, project.Never.Contains(tool));

    private static Decision Decide(WorkflowDefinition workflow, string tool, Effect? effect, bool isNever = false, IReadOnlyList<string>? untrusted = null) => Ladder.Decide(new()
    {
        Workflow = workflow.Name,
        Ceiling = workflow.Ceiling,
        Tool = tool,
        Effect = effect,
        IsListed = true,
        IsNever = isNever,
        HasReadUntrusted = untrusted is not null,
        UntrustedDecisiveArguments = untrusted ?? [],
        Rules = [],
    });

    private static ToolLine Tool(string name, ProjectDefinition project, WorkflowDefinition workflow)
    {
        var tool = project.Tools.GetValueOrDefault(name);
        var decision = Decide(project, workflow, name);
        var doubtful = Decide(workflow, name, tool?.Effect, project.Never.Contains(name), tool?.Decisive).Verdict;
        var terms = tool?.Approval ?? ApprovalTerms.Default;
        return new(
            name,
            tool?.Description ?? "",
            tool?.Effect,
            decision.Verdict,
            decision.Explanation,
            doubtful == decision.Verdict ? null : doubtful,
            tool?.Decisive ?? [],
            terms.Group,
            terms.Expires,
            terms.OnExpiry);
    }

    private static SourceLine Source(SourceDefinition source, IReadOnlyList<SourceState> indexed)
    {
        var state = indexed.FirstOrDefault(one => one.Name == source.Name);
        return new(source.Name, source.Owner, source.Trust, state?.Documents ?? 0, state?.Passages ?? 0, state?.SyncedAt);
    }

    private static ModelLine Model(RouteDefinition route) =>
        new(
            route.Name,
            route.Model.Provider.ToString().ToLowerInvariant(),
            route.Model.Model,
            route.Deadline,
            route.Attempts,
            route.Model.MaxOutputTokens,
            route.Model.Temperature,
            route is { Rules.Count: 0, Cascade: null, Fallback: null } ? null : RouteWords.Of(route));
}
