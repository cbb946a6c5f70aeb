using Lanekeeper.Ledger.Storing;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Ledger.Writing;

/// <summary>Writes how actions ended, and the decisions after which nothing was executed.</summary>
internal sealed class ActionWriter(ActionStore store, LedgerOptions options, TimeProvider time, ILogger<ActionWriter> logger) : IAsyncDisposable
{
    private readonly GroupWriter<ActionFinal, Done> _finals = new(store.EndAsync, options, time, logger);
    private readonly GroupWriter<DecisionRecord, Done> _decisions = new(store.RecordAsync, options, time, logger);

    public Task<Result<Done>> EndAsync(ActionFinal final, CancellationToken cancellationToken) =>
        _finals.WriteAsync(final with { FailureCode = Texts.Mend(final.FailureCode), FailureMessage = Texts.Mend(final.FailureMessage) }, cancellationToken);

    public async Task<Result<Done>> RecordAsync(DecisionRecord record, CancellationToken cancellationToken) =>
        record.Id.Version == 7
            ? await _decisions.WriteAsync(record with { Origin = Origins.Mend(record.Origin), Tool = Texts.Mend(record.Tool)! }, cancellationToken)
            : LedgerProblems.NotVersion7(record.Id);

    public async ValueTask DisposeAsync()
    {
        await _finals.DisposeAsync();
        await _decisions.DisposeAsync();
    }
}
