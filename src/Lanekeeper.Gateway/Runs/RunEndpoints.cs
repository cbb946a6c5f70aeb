using System.Text.Json;
using Lanekeeper.Faces;
using Lanekeeper.Gateway.Serving;
using Lanekeeper.Orchestration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Lanekeeper.Gateway.Runs;

internal static class RunEndpoints
{
    private const int LargestInput = 4 * 1024 * 1024;

    public static void MapRuns(this IEndpointRouteBuilder api)
    {
        var runs = api.MapGroup("").WithTags("Runs");
        runs.MapPost("/api/workflows/{name}/runs", StartAsync).WithSummary("Start a run; the body is the workflow's input")
            .WithDescription("Answers 202 at once, or with ?wait=30s (at most 5m) 200 with the run as it came to rest. The same Idempotency-Key gives the same run.")
            .WithMetadata(new RequestSizeLimitAttribute(LargestInput));
        runs.MapGet("/" + ApiPaths.Runs, ListAsync).WithSummary("The latest runs");
        runs.MapGet("/" + ApiPaths.RunCounts, CountAsync).WithSummary("How many runs are in each state");
        runs.MapGet("/api/runs/{id:guid}", GetAsync).WithSummary("A run with its input and its journal");
        runs.MapPost("/api/runs/{id:guid}/cancel", CancelAsync).WithSummary("Stop a run; its open cards are withdrawn");
        runs.MapPost("/api/runs/{id:guid}/replay", ReplayAsync).WithSummary("Put a dead or failed run back to work where it stopped");
    }

    private static async Task<Results<Ok<Run>, Accepted<Run>, ProblemAnswer>> StartAsync(
        string name,
        JsonElement input,
        string? wait,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        [FromHeader(Name = "traceparent")] string? traceParent,
        Caller caller,
        IRuns runs,
        CancellationToken cancellationToken)
    {
        var patience = TimeSpan.Zero;
        if (wait is not null && !Durations.TryParse(wait, out patience))
        {
            return new Problem(ProblemKind.Invalid, "api.bad-wait", $"'{wait}' is no duration; write ?wait=30s or ?wait=2m.").ToAnswer();
        }

        if (!(await runs.StartAsync(caller.Actor, new(name, input, idempotencyKey, traceParent), cancellationToken)).Succeeded(out var run, out var problem))
        {
            return problem.ToAnswer();
        }

        if (patience > TimeSpan.Zero && !(await runs.WaitAsync(caller.Actor, run.Id, patience, cancellationToken)).Succeeded(out run, out problem))
        {
            return problem.ToAnswer();
        }

        return run.State is RunState.Queued or RunState.Running ? TypedResults.Accepted("/" + ApiPaths.Run(run.Id), run) : TypedResults.Ok(run);
    }

    private static async Task<Results<Ok<Page<Run>>, ProblemAnswer>> ListAsync(
        string? workflow, string? state, [AsParameters] Paging paging, Caller caller, IRuns runs, CancellationToken cancellationToken)
    {
        if (!Words.TryRead<RunState>("state", state, out var wanted, out var problem))
        {
            return problem.ToAnswer();
        }

        return (await runs.ListAsync(caller.Actor, new(workflow, wanted), paging.ToRequest(), cancellationToken)).ToAnswer();
    }

    private static async Task<Results<Ok<RunCounts>, ProblemAnswer>> CountAsync(string? workflow, Caller caller, IRuns runs, CancellationToken cancellationToken) =>
        (await runs.CountAsync(caller.Actor, workflow, cancellationToken)).ToAnswer();

    private static async Task<Results<Ok<RunDetail>, ProblemAnswer>> GetAsync(Guid id, Caller caller, IRuns runs, CancellationToken cancellationToken) =>
        (await runs.GetAsync(caller.Actor, id, cancellationToken)).ToAnswer();

    private static async Task<Results<Ok<Run>, ProblemAnswer>> CancelAsync(Guid id, CancelWire? body, Caller caller, IRuns runs, CancellationToken cancellationToken) =>
        (await runs.CancelAsync(caller.Actor, id, body?.Why, cancellationToken)).ToAnswer();

    private static async Task<Results<Ok<Run>, ProblemAnswer>> ReplayAsync(Guid id, Caller caller, IRuns runs, CancellationToken cancellationToken) =>
        (await runs.ReplayAsync(caller.Actor, id, cancellationToken)).ToAnswer();
}
