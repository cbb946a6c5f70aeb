using Lanekeeper.Ledger;
using Lanekeeper.Models.Relaying.Caching;
using Lanekeeper.Models.Relaying.Keeping;
using Lanekeeper.Models.Wire;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Models.Relaying.Idempotency;

/// <summary>
/// Requests under an <c>Idempotency-Key</c>: one of many with the same key asks the provider, and whoever asks later gets its answer. What failed in a way that
/// may pass lets the key go, so that an SDK's next try is one; all else uses it up.
/// </summary>
internal sealed partial class KeyedRelay(CachedRelay relay, IIdempotency keys, ModelsOptions options, TimeProvider time, ILogger<KeyedRelay> logger)
{
    // The answer is here and waits for this; without it the key counts as used up, which is no more than a pity.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<Result<RelayAnswer>> SendAsync(RelayCall call, string name, CancellationToken caller)
    {
        if (KeyedCall.Check(name) is { } bad)
        {
            return bad;
        }

        var facts = WireReading.ReadRequest(call.Kind, call.Body);
        if (facts.Problem is { } unreadable)
        {
            return unreadable;
        }

        // Which route it takes is not known yet; a route may take an hour, as long as a stream.
        var id = Id.New(time);
        var request = KeyedCall.Of(call, name, id, time.GetUtcNow() + options.LongestStream);

        // Not cancelled: a claim that is on its way is made, and then somebody has to end it.
        if (!(await keys.ClaimAsync(request, CancellationToken.None)).Succeeded(out var claim, out var refused))
        {
            return refused;
        }

        return claim.Answer is { } answer
            ? KeptAnswers.Give(answer, OwnHeaders.Replayed, "true")
            : await GoAsync(request, KeyedCall.Prepare(call, name, id) with { Facts = facts }, facts.IsStream, caller);
    }

    private async Task<Result<RelayAnswer>> GoAsync(KeyedRequest request, RelayCall call, bool isStream, CancellationToken caller)
    {
        Result<RelayAnswer> sent;
        try
        {
            // Who asks under a key comes back for the answer, so one that is not streamed is fetched whoever has left.
            sent = await relay.SendAsync(call, isStream ? caller : CancellationToken.None);
        }
        catch
        {
            await FinishAsync(request, null);
            throw;
        }

        if (!sent.Succeeded(out var answer, out var problem))
        {
            // An answer that was too large to take was made, and is billed: asking for it again would be billed again.
            await (problem.Code == "models.answer-too-large" ? FinishAsync(request, null) : ReleaseAsync(request));
            return problem;
        }

        if (IsTransient(answer.Status) || FailedEarly(answer))
        {
            await ReleaseAsync(request);
            return answer;
        }

        return await KeptAnswers.KeepAsync(answer, kept => FailedEarly(answer) ? ReleaseAsync(request) : FinishAsync(request, kept));
    }

    // An error in a stream whose head said that all is well; it may come at once, or only when the head has gone to the app.
    private static bool FailedEarly(RelayAnswer answer) => answer.Body.EarlyProblem is { IsTransient: true };

    // As the SDKs see it: these they send again.
    private static bool IsTransient(int status) => status is 408 or 409 or 429 or >= 500;

    private Task FinishAsync(KeyedRequest request, KeptAnswer? answer) => EndAsync(request, stop => keys.FinishAsync(request, answer, stop));

    private Task ReleaseAsync(KeyedRequest request) => EndAsync(request, stop => keys.ReleaseAsync(request, stop));

    private async Task EndAsync(KeyedRequest request, Func<CancellationToken, Task<Result<Done>>> end)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        try
        {
            if ((await end(limit.Token)).Problem is { } problem)
            {
                LogNotEnded(request.CallId, problem.Code);
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            LogNotEnded(request.CallId, "too slow");
        }
    }

    [LoggerMessage(LogLevel.Warning, "The Idempotency-Key of call {CallId} counts as used up: its end could not be written down ({Why}).")]
    private partial void LogNotEnded(Guid callId, string why);
}
