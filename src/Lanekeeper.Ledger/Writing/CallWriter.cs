using Lanekeeper.Ledger.Spooling;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Ledger.Writing;

/// <summary>Writes both rows of calls through one queue: what begins and what ends at a time is one commit.</summary>
internal sealed class CallWriter(CallSpool spool, LedgerOptions options, TimeProvider time, ILogger<CallWriter> logger) : IAsyncDisposable
{
    private readonly GroupWriter<CallEntry, Done> _rows = new(spool.WriteAsync, options, time, logger);

    public async Task<Result<Done>> OpenAsync(CallIntent intent, CancellationToken cancellationToken)
    {
        if (intent.Id.Version != 7)
        {
            return LedgerProblems.NotVersion7(intent.Id);
        }

        return intent.Request.Length > options.LargestBody
            ? LedgerProblems.BodyTooLarge(intent.Request.Length, options.LargestBody)
            : await _rows.WriteAsync(new(Mend(intent), null), cancellationToken);
    }

    public Task<Result<Done>> CloseAsync(CallFinal final, CancellationToken cancellationToken) => _rows.WriteAsync(new(null, Mend(final)), cancellationToken);

    public ValueTask DisposeAsync() => _rows.DisposeAsync();

    private static CallIntent Mend(CallIntent intent) => intent with
    {
        Origin = Origins.Mend(intent.Origin),
        Route = Texts.Mend(intent.Route)!,
        Provider = Texts.Mend(intent.Provider)!,
        RequestedModel = Texts.Mend(intent.RequestedModel)!,
        PriceVersion = Texts.Mend(intent.PriceVersion),
        App = intent.App is { } app ? app with { SessionId = Texts.Mend(app.SessionId) } : null,
    };

    // What a provider answers is anything; the row is kept all the same.
    private static CallFinal Mend(CallFinal final) => final with
    {
        FailureCode = Texts.Mend(final.FailureCode),
        FailureMessage = Texts.Mend(final.FailureMessage),
        ServedModel = Texts.Mend(final.ServedModel),
        ServedModelHeader = Texts.Mend(final.ServedModelHeader),
        ProviderRequestId = Texts.Mend(final.ProviderRequestId),
        SystemFingerprint = Texts.Mend(final.SystemFingerprint),
        FinishReason = Texts.Mend(final.FinishReason),
        Confidence = final.Confidence is >= 0 and <= 1 ? final.Confidence : null,
    };
}
