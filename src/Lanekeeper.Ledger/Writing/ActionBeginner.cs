using Lanekeeper.Ledger.Storing;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Ledger.Writing;

/// <summary>Writes down that an action is about to be executed, and tells who may go ahead.</summary>
internal sealed class ActionBeginner(ActionClaimStore store, LedgerOptions options, TimeProvider time, ILogger<ActionBeginner> logger) : IAsyncDisposable
{
    private readonly GroupWriter<ActionIntent, ActionStart> _intents = new(store.BeginAsync, options, time, logger);

    public async Task<Result<ActionStart>> BeginAsync(ActionIntent intent, CancellationToken cancellationToken) =>
        intent.Id.Version == 7
            ? await _intents.WriteAsync(intent with { Origin = Origins.Mend(intent.Origin), Tool = Texts.Mend(intent.Tool)! }, cancellationToken)
            : LedgerProblems.NotVersion7(intent.Id);

    public ValueTask DisposeAsync() => _intents.DisposeAsync();
}
