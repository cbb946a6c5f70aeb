using System.Text.Json;
using Lanekeeper.Approvals;
using Lanekeeper.Faces;
using Lanekeeper.Gateway.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Lanekeeper.Gateway.Approvals;

internal static class ApprovalEndpoints
{
    private const int LargestDecision = 512 * 1024;

    public static void MapApprovals(this IEndpointRouteBuilder api)
    {
        var approvals = api.MapGroup("").WithTags("Approvals");
        approvals.MapGet("/" + ApiPaths.Approvals, ListAsync).WithSummary("Cards; those that wait for an answer oldest first");
        approvals.MapGet("/" + ApiPaths.ApprovalCounts, CountAsync).WithSummary("How many cards are in each state");
        approvals.MapGet("/api/approvals/{id:guid}", GetAsync).WithSummary("A card with its evidence and exact arguments");
        approvals.MapPost("/api/approvals/{id:guid}/decision", DecideAsync).WithSummary("Approve, edit and approve, or reject")
            .WithMetadata(new RequestSizeLimitAttribute(LargestDecision));
    }

    private static async Task<Results<Ok<Page<Approval>>, ProblemAnswer>> ListAsync(
        string? state, string? workflow, Guid? run, string? kind, string? group, [AsParameters] Paging paging, Caller caller, IApprovals approvals, CancellationToken cancellationToken)
    {
        if (!Words.TryRead<ApprovalState>("state", state, out var wantedState, out var problem) || !Words.TryRead<ApprovalKind>("kind", kind, out var wantedKind, out problem))
        {
            return problem.ToAnswer();
        }

        return (await approvals.ListAsync(caller.Actor, new(wantedState, workflow, run, wantedKind, group), paging.ToRequest(), cancellationToken)).ToAnswer();
    }

    private static async Task<Results<Ok<ApprovalCounts>, ProblemAnswer>> CountAsync(Caller caller, IApprovals approvals, CancellationToken cancellationToken) =>
        (await approvals.CountAsync(caller.Actor, cancellationToken)).ToAnswer();

    private static async Task<Results<Ok<Approval>, ProblemAnswer>> GetAsync(Guid id, Caller caller, IApprovals approvals, CancellationToken cancellationToken) =>
        (await approvals.GetAsync(caller.Actor, id, cancellationToken)).ToAnswer();

    private static async Task<Results<Ok<Approval>, ProblemAnswer>> DecideAsync(
        Guid id, DecisionBody body, Caller caller, IApprovals approvals, CancellationToken cancellationToken) =>
        (await approvals.DecideAsync(caller.Actor, new(id, body.Answer, body.Arguments, body.Reason, body.Words), cancellationToken)).ToAnswer();

    /// <param name="Arguments">For <c>approve</c>: other arguments than proposed.</param>
    /// <param name="Reason">For <c>reject</c>.</param>
    internal sealed record DecisionBody(ApprovalAnswer Answer, JsonElement? Arguments, RejectReason? Reason, string? Words);
}
