using Lanekeeper.Approvals;
using Lanekeeper.Faces;
using Lanekeeper.Ledger;
using Lanekeeper.Orchestration;
using Lanekeeper.Project;
using Lanekeeper.Retrieval;
using Lanekeeper.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lanekeeper.Web.Workflows;

internal static class WorkflowPages
{
    private const int Week = 7;
    private const int Month = 30;
    private const int LatestDeployments = 5;

    public static void MapWorkflows(this RouteGroupBuilder pages)
    {
        pages.MapGet(WebPaths.Workflows, ListAsync);
        pages.MapGet($"{WebPaths.Workflows}/{{name}}", ShowAsync);
    }

    private static async Task<IResult> ListAsync(Caller caller, IDeployments deployments, IRuns runs, IApprovals approvals, TimeProvider time, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var stats = runs.StatsAsync(caller.Actor, null, today.AddDays(1 - Week), cancellationToken);
        var acceptance = approvals.AcceptanceAsync(caller.Actor, null, Since(today), cancellationToken);
        var open = approvals.CountOpenAsync(caller.Actor, cancellationToken);
        var current = await deployments.CurrentAsync(cancellationToken);
        await Task.WhenAll(stats, acceptance, open);
        if ((stats.Result.Problem ?? acceptance.Result.Problem ?? open.Result.Problem) is { } problem)
        {
            return Screens.Problem(problem);
        }

        if (!current.Succeeded(out var live, out var none))
        {
            return none.Code == ProjectProblems.NoDeployment.Code ? Screens.Show<WorkflowsPage, WorkflowsView>(new(null, [])) : Screens.Problem(none);
        }

        return Screens.Show<WorkflowsPage, WorkflowsView>(WorkflowRows.Make(live.Definition, stats.Result.Value, acceptance.Result.Value, open.Result.Value));
    }

    private static async Task<IResult> ShowAsync(
        string name,
        Caller caller,
        IDeployments deployments,
        IRuns runs,
        ICalls calls,
        IFailures failures,
        IApprovals approvals,
        IRetrieval retrieval,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var latest = await deployments.ListAsync(caller.Actor, new(LatestDeployments), cancellationToken);
        if (latest.Problem is { } denied)
        {
            return Screens.Problem(denied);
        }

        if (!(await deployments.CurrentAsync(cancellationToken)).Succeeded(out var live, out var none))
        {
            return Screens.Problem(none);
        }

        if (!live.Definition.Workflows.TryGetValue(name, out var workflow))
        {
            return Screens.Problem(RunProblems.UnknownWorkflow(name, live.Definition.Workflows.Keys));
        }

        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var since = today.AddDays(1 - Month);
        var ran = runs.StatsAsync(caller.Actor, name, since, cancellationToken);
        var called = calls.StatsAsync(caller.Actor, name, since, cancellationToken);
        var accepted = approvals.AcceptanceAsync(caller.Actor, name, Since(today), cancellationToken);
        var open = approvals.CountOpenAsync(caller.Actor, cancellationToken);
        var sources = retrieval.ListAsync(caller.Actor, cancellationToken);
        var rates = failures.RatesAsync(caller.Actor, cancellationToken);
        await Task.WhenAll(ran, called, accepted, open, sources, rates);
        if ((rates.Result.Problem ?? ran.Result.Problem ?? called.Result.Problem ?? accepted.Result.Problem ?? open.Result.Problem ?? sources.Result.Problem) is { } problem)
        {
            return Screens.Problem(problem);
        }

        var figures = FigureMaker.Make(ran.Result.Value, called.Result.Value, accepted.Result.Value);
        var view = WorkflowMaker.Make(live, workflow, figures, open.Result.Value.ByWorkflow.GetValueOrDefault(name), sources.Result.Value.Items, latest.Value.Items) with
        {
            Failures = rates.Result.Value.Workflows.FirstOrDefault(rate => rate.Workflow == name),
        };
        return Screens.Show<WorkflowPage, WorkflowView>(view);
    }

    private static DateTimeOffset Since(DateOnly today) => new(today.AddDays(1 - Month), TimeOnly.MinValue, TimeSpan.Zero);
}
