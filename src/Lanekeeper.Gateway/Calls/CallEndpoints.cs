using Lanekeeper.Faces;
using Lanekeeper.Gateway.Serving;
using Lanekeeper.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Lanekeeper.Gateway.Calls;

internal static class CallEndpoints
{
    public static void MapCalls(this IEndpointRouteBuilder api)
    {
        var calls = api.MapGroup("").WithTags("Calls");
        calls.MapGet("/" + ApiPaths.Calls, ListAsync).WithSummary("The latest model calls");
        calls.MapGet("/" + ApiPaths.CallTotals, TotalAsync).WithSummary("Calls and their cost in USD; calls of unknown cost are counted apart");
        calls.MapGet("/" + ApiPaths.CallFailures, RatesAsync).WithSummary("What failed of each workflow's calls in the last 15 minutes, in one sort and in the other, and what its alarm allows");
        calls.MapGet("/" + ApiPaths.Limits, LimitsAsync).WithSummary("How much of every limit and budget of apps and workflows is used now; who is near one comes first");
        calls.MapGet("/api/calls/{id:guid}", GetAsync).WithSummary("A model call with its prompt and answer as they were sent and received");
        calls.MapGet("/" + ApiPaths.Actions, ListActionsAsync).WithTags("Actions").WithSummary("What a run did, or was not let do");
    }

    private static async Task<Results<Ok<Page<CallRow>>, ProblemAnswer>> ListAsync(
        [AsParameters] CallFilter filter, [AsParameters] Paging paging, Caller caller, ICalls calls, CancellationToken cancellationToken) =>
        (await calls.ListAsync(caller.Actor, filter.ToQuery(), paging.ToRequest(), cancellationToken)).ToAnswer();

    private static async Task<Results<Ok<CallTotals>, ProblemAnswer>> TotalAsync(
        [AsParameters] CallFilter filter, Caller caller, ICalls calls, CancellationToken cancellationToken) =>
        (await calls.TotalAsync(caller.Actor, filter.ToQuery(), cancellationToken)).ToAnswer();

    private static async Task<Results<Ok<FailureRates>, ProblemAnswer>> RatesAsync(Caller caller, IFailures failures, CancellationToken cancellationToken) =>
        (await failures.RatesAsync(caller.Actor, cancellationToken)).ToAnswer();

    private static async Task<Results<Ok<LimitsInUse>, ProblemAnswer>> LimitsAsync(Caller caller, ILimits limits, CancellationToken cancellationToken) =>
        (await limits.ReadAsync(caller.Actor, cancellationToken)).ToAnswer();

    private static async Task<Results<Ok<CallDetail>, ProblemAnswer>> GetAsync(Guid id, Caller caller, ICalls calls, CancellationToken cancellationToken) =>
        (await calls.GetAsync(caller.Actor, id, cancellationToken)).ToAnswer();

    private static async Task<Results<Ok<Page<ActionRow>>, ProblemAnswer>> ListActionsAsync(Guid run, Caller caller, IActions actions, CancellationToken cancellationToken) =>
        (await actions.ListAsync(caller.Actor, run, cancellationToken)).ToAnswer();

    /// <param name="State">A state of a call, or <c>open</c>.</param>
    /// <param name="Session">The app's own name for a conversation.</param>
    internal sealed record CallFilter(string? Workflow, Guid? Run, string? State, string? Model, string? App, string? Session)
    {
        public CallQuery ToQuery() => new(Workflow, Run, State, Model, App: App, SessionId: Session);
    }
}
