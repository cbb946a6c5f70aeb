using Lanekeeper.Faces;
using Lanekeeper.Ledger;
using Lanekeeper.Orchestration;
using Lanekeeper.Permissions;
using Lanekeeper.Project;
using Lanekeeper.Web.Serving;
using Lanekeeper.Web.Workflows;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lanekeeper.Web.Runs;

/// <summary>Runs: the list, and the one that explains itself.</summary>
internal static class RunPages
{
    public const int PageSize = 50;

    private const int LongestReason = 500;

    public static void MapRuns(this RouteGroupBuilder pages)
    {
        pages.MapGet(WebPaths.Runs, ListAsync);
        pages.MapGet("/runs/{id:guid}", ShowAsync);
        pages.MapPost("/runs/{id:guid}/replay", ReplayAsync);
        pages.MapPost("/runs/{id:guid}/cancel", CancelAsync);
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] RunFilters filters, string? after, Caller caller, IRuns runs, IRunInspection inspection, ICalls calls, IDeployments deployments, CancellationToken cancellationToken)
    {
        if (!(await inspection.StandAsync(caller.Actor, null, cancellationToken)).Succeeded(out var standing, out var problem))
        {
            return Screens.Problem(problem);
        }

        var found = filters.TryRead(out var query, out var fault)
            ? await runs.ListAsync(caller.Actor, query, new(PageSize, string.IsNullOrEmpty(after) ? null : after), cancellationToken)
            : fault;
        var page = found.Succeeded(out var list, out problem) ? list : new Page<Run>([], null);
        var sums = await calls.SumByRunAsync(caller.Actor, [.. page.Items.Select(run => run.Id)], cancellationToken);
        var costs = sums.Succeeded(out var some, out _) ? some.ToDictionary(one => one.RunId) : [];
        var workflows = (await deployments.CurrentAsync(cancellationToken)).Succeeded(out var snapshot, out _) ? snapshot.Definition.Workflows.Keys.Order(StringComparer.Ordinal).ToList() : [];
        return Screens.Show<RunsPage, RunsView>(new(filters, page, costs, standing, workflows, problem), problem);
    }

    private static Task<IResult> ShowAsync(
        Guid id, string? step, int? from, string? done, Caller caller, IRunInspection inspection, IDeployments deployments, CancellationToken cancellationToken) =>
        AnswerAsync(id, new(step, from ?? 0, done, null), caller, inspection, deployments, cancellationToken);

    private static async Task<IResult> AnswerAsync(Guid id, RunAsked asked, Caller caller, IRunInspection inspection, IDeployments deployments, CancellationToken cancellationToken)
    {
        if (!(await inspection.TimelineAsync(caller.Actor, id, asked.From, cancellationToken)).Succeeded(out var timeline, out var problem))
        {
            return Screens.Problem(problem);
        }

        var input = await inspection.InputAsync(caller.Actor, id, cancellationToken);
        var step = string.IsNullOrEmpty(asked.Step) ? StepToShow(timeline) : asked.Step;
        var explained = step is null ? null : await inspection.ExplainAsync(caller.Actor, id, step, cancellationToken);
        var view = new RunView(timeline, explained is { Problem: null } ? explained.Value : null, input is { Problem: null } ? input.Value : null)
        {
            IsChosen = !string.IsNullOrEmpty(asked.Step),
            IsInputWithheld = input.Problem?.Kind == ProblemKind.Denied,
            Done = asked.Done,
            Problem = asked.Problem ?? explained?.Problem,
            HasWorkflowPage = await deployments.HasWorkflowAsync(timeline.Run.Workflow, cancellationToken),
            MayReplay = timeline.Run.State is RunState.Dead or RunState.Failed && Access.Check(caller.Actor, OrchestrationPermissions.Replay) is null,
            MayCancel = timeline.Run.EndedAt is null && Access.Check(caller.Actor, OrchestrationPermissions.Cancel) is null,
        };
        return Screens.Show<RunPage, RunView>(view, view.Problem);
    }

    private static async Task<IResult> ReplayAsync(Guid id, Caller caller, IRuns runs, IRunInspection inspection, IDeployments deployments, CancellationToken cancellationToken) =>
        (await runs.ReplayAsync(caller.Actor, id, cancellationToken)).Succeeded(out _, out var problem)
            ? Screens.SeeOther(WebPaths.Run(id) + "?done=replayed")
            : await AnswerAsync(id, new(null, 0, null, problem), caller, inspection, deployments, cancellationToken);

    private static async Task<IResult> CancelAsync(Guid id, HttpRequest request, Caller caller, IRuns runs, IRunInspection inspection, IDeployments deployments, CancellationToken cancellationToken)
    {
        var why = (await request.ReadFormAsync(cancellationToken))["why"].ToString().Trim();
        var cancelled = await runs.CancelAsync(caller.Actor, id, why.Length <= LongestReason ? why : why[..LongestReason], cancellationToken);
        return cancelled.Succeeded(out _, out var problem)
            ? Screens.SeeOther(WebPaths.Run(id) + "?done=cancelled")
            : await AnswerAsync(id, new(null, 0, null, problem), caller, inspection, deployments, cancellationToken);
    }

    /// <summary>What one wants to see first: what stopped it, else what it said last.</summary>
    private static string? StepToShow(RunTimeline timeline) =>
        timeline.Steps.FirstOrDefault(step => step.State is StepState.Failed or StepState.Waiting)?.Id
        ?? timeline.Steps.LastOrDefault(step => step.Kind == "model" && step.State == StepState.Done)?.Id
        ?? (timeline.Steps is [.., var last] ? last.Id : null);

    private sealed record RunAsked(string? Step, int From, string? Done, Problem? Problem);
}
