using Lanekeeper.Ledger;
using Lanekeeper.Models.Calling;
using Lanekeeper.Models.Relaying.Keeping;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Models.Relaying.Caching;

/// <summary>
/// Gives an answer again to the very same request, where its workflow wants that. A hit is a call like any other, with both rows, and counts as a request of its
/// limits; it costs nothing, and no provider is asked. When the cache cannot be asked, the provider is.
/// </summary>
internal sealed partial class CachedRelay(
    RelayPreparer preparer, RelayPipeline pipeline, CallRecorder recorder, ICallCache cache, TimeProvider time, ILogger<CachedRelay> logger)
{
    // A provider answers in seconds; whoever waits longer for the cache would better do without. The end of an answer waits for it too.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async Task<Result<RelayAnswer>> SendAsync(RelayCall call, CancellationToken caller)
    {
        if (!(await preparer.PrepareAsync(call, caller)).Succeeded(out var plan, out var problem))
        {
            return problem;
        }

        return Lifetime(plan.First) is { } lifetime ? await SendAsync(plan, lifetime, caller) : await pipeline.SendAsync(plan, caller);
    }

    // What leans on something that the provider keeps is answered otherwise each time; and counting is free.
    private static TimeSpan? Lifetime(RelayRequest request) =>
        request.Facts.IsStateful || request.Kind == WireKind.CountTokens || !request.Project.Caches.TryGetValue(request.Origin.Workflow, out var wanted) ? null : wanted.Lifetime;

    private async Task<Result<RelayAnswer>> SendAsync(RelayPlan plan, TimeSpan lifetime, CancellationToken caller)
    {
        var key = CacheKey.Of(plan.First);

        // Of an answer that was not acceptable the app wants another; that one takes its place.
        if (!plan.First.Call.EarlierFailure && await FindAsync(key, caller) is { } kept)
        {
            return await HitAsync(plan.First, kept);
        }

        if (!(await pipeline.SendAsync(plan, caller)).Succeeded(out var answer, out var problem))
        {
            return problem;
        }

        var missed = answer.With(OwnHeaders.Cache, "miss");

        // What stood in for the model that was asked for is not its answer.
        return answer.Status is >= 200 and < 300 && !answer.Headers.Any(header => header.Key == OwnHeaders.Degraded)
            ? await KeptAnswers.KeepAsync(missed, kept => KeepAsync(new CacheKeeping(key, plan.First.Origin.Workflow, lifetime), kept))
            : missed;
    }

    private async Task<Result<RelayAnswer>> HitAsync(RelayRequest request, KeptAnswer kept)
    {
        var trail = new Trail();
        trail.Begin(request.Call.FirstId ?? Id.New(time));
        var hold = request.Hold is { } held ? held with { Usd = 0, Tokens = 0 } : null;
        var intent = RelayIntent.Of(request, trail, 1, request.Deadline) with { CacheHitOf = kept.CallId, Hold = hold };
        if (!(await recorder.OpenAsync(intent, CancellationToken.None)).Succeeded(out _, out var problem)
            || !(await recorder.CloseAsync(Final(request, trail.Last, kept, hold))).Succeeded(out _, out problem))
        {
            return problem;
        }

        return KeptAnswers.Give(kept with { Headers = CacheHeaders.Of(kept.Headers, trail.Last) }, OwnHeaders.Cache, "hit");
    }

    private CallFinal Final(RelayRequest request, Guid id, KeptAnswer kept, CallHold? hold)
    {
        var took = time.GetElapsedTime(request.Received).TotalMilliseconds;
        return new CallFinal
        {
            Id = id,
            State = CallState.Answered,
            ClosedAt = time.GetUtcNow(),
            HttpStatus = kept.Status,
            CostUsd = 0,
            Settlement = hold is null ? null : new(0, 0),
            Latency = new CallLatency(took, null, took),
        };
    }

    private async Task<KeptAnswer?> FindAsync(byte[] key, CancellationToken caller)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, caller);
        try
        {
            if ((await cache.FindAsync(key, either.Token)).Succeeded(out var found, out var problem))
            {
                return found.Answer;
            }

            LogAway(problem.Code);
        }
        catch (OperationCanceledException) when (!caller.IsCancellationRequested)
        {
            LogAway("too slow");
        }

        return null;
    }

    private async Task KeepAsync(CacheKeeping keeping, KeptAnswer? answer)
    {
        if (answer is null)
        {
            return;
        }

        using var limit = new CancellationTokenSource(Patience, time);
        try
        {
            if ((await cache.KeepAsync(new CacheEntry(keeping.Key, keeping.Workflow, answer, keeping.Lifetime), limit.Token)).Problem is { } problem)
            {
                LogAway(problem.Code);
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            LogAway("too slow");
        }
    }

    [LoggerMessage(LogLevel.Warning, "The cache of answers could not be used ({Why}); it is done without.")]
    private partial void LogAway(string why);

    private sealed record CacheKeeping(byte[] Key, string Workflow, TimeSpan Lifetime);
}
