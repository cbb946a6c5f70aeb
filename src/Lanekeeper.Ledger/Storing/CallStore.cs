using Lanekeeper.Ledger.Metering;
using Lanekeeper.Ledger.Writing;
using Lanekeeper.Storage;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Ledger.Storing;

/// <summary>
/// Writes the rows of calls, many at once; each batch is one transaction. Most batches are decided by what this process remembers and sent in one
/// trip; where the database finds that something is not as remembered, it is locked, read and done again.
/// </summary>
internal sealed partial class CallStore(Database database, MeterBook book, LedgerOptions options, TimeProvider time, ILogger<CallStore> logger)
{
    private DateTimeOffset _written = time.GetUtcNow();

    /// <summary>
    /// An intent that is there already stays as it is; one that a limit does not allow is refused. A final row that is there already stays as it is;
    /// one for a call that was never opened is refused. Never called twice at a time.
    /// </summary>
    public async Task<IReadOnlyList<Result<Done>>> WriteAsync(IReadOnlyList<CallEntry> entries, CancellationToken cancellationToken)
    {
        var batch = new CallBatch(entries, time.GetUtcNow());

        // Half of the silence after which others give this process's calls up.
        if (batch.Now - _written > options.SilentAfter / 2)
        {
            book.ForgetCalls();
        }

        try
        {
            var answers = await TryWriteKnownAsync(batch, cancellationToken) ?? await WriteLockedAsync(batch, cancellationToken);
            _written = batch.Now;
            return answers;
        }
        catch
        {
            // Whether it was committed after all is not known.
            book.Doubt();
            throw;
        }
    }

    /// <summary>
    /// Opens calls whose rows waited elsewhere. They were decided when they were made; now they are only counted, unless they had been committed after all.
    /// May run beside <see cref="WriteAsync"/>, which finds out by the meters' versions.
    /// </summary>
    public Task OpenLateAsync(Guid process, IReadOnlyList<CallIntent> intents, CancellationToken cancellationToken) =>
        intents.Count == 0 ? Task.CompletedTask : database.InBatchTransactionAsync(
            async transaction =>
            {
                var now = time.GetUtcNow();
                var opened = await CallRows.OpenNewAsync(transaction, intents, options with { Process = process }, now, cancellationToken);
                var held = opened.Where(intent => intent.Hold is not null).ToList();
                var names = held.SelectMany(intent => intent.Hold!.Limits).Select(limits => limits.Meter);
                var desk = new HoldDesk(await MeterStore.LockAsync(transaction, names, now, cancellationToken), now);
                held.ForEach(desk.Count);
                await MeterStore.SaveAsync(transaction, desk.Meters, cancellationToken);
                await CallDayStore.RecountAsync(transaction, [.. opened.Select(intent => intent.Id)], cancellationToken);
                return Done.Instance;
            },
            cancellationToken);

    /// <summary>Closes calls whose rows waited elsewhere; otherwise as <see cref="OpenLateAsync"/>.</summary>
    /// <returns>Those that were never opened; nothing is written of them.</returns>
    public async Task<IReadOnlyList<Guid>> CloseLateAsync(IReadOnlyList<CallFinal> finals, CancellationToken cancellationToken) =>
        finals.Count == 0 ? [] : await database.InBatchTransactionAsync(
            async transaction =>
            {
                var settlements = finals.ToLookup(final => final.Id, final => final.Settlement ?? CallSettlement.AsHeld);
                List<CallFinal> distinct = [.. finals.DistinctBy(final => final.Id)];
                var (closed, held) = await CallRows.CloseOpenAsync(transaction, distinct, options, cancellationToken);
                await MeterStore.SettleAsync(transaction, held, id => settlements[id].First(), time.GetUtcNow(), cancellationToken);
                await CallDayStore.RecountAsync(transaction, [.. distinct.Select(final => final.Id)], cancellationToken);
                return closed == distinct.Count ? [] : await transaction.QueryAsync<Guid>(Sql.Unopened, new { ids = distinct.Column(final => final.Id) }, cancellationToken);
            },
            cancellationToken);

    /// <returns><see langword="null"/> when this process does not know enough, or somebody else was quicker.</returns>
    private async Task<IReadOnlyList<Result<Done>>?> TryWriteKnownAsync(CallBatch batch, CancellationToken cancellationToken)
    {
        if (!batch.TryFindHeld(book, out var held) || !book.TryFind(batch.MetersOf(held), out var meters))
        {
            return null;
        }

        var desk = new HoldDesk(meters, batch.Now);
        var answers = batch.Decide(desk, held);
        var steps = Steps(batch, desk);
        if (steps.Count == 0)
        {
            // All would be refused by what is remembered; nothing is sent that could tell whether it still holds.
            return null;
        }

        try
        {
            await database.SendAsync(steps, cancellationToken);
        }
        catch (Exception outdated) when (DatabaseFailure.IsConflict(outdated) || DatabaseFailure.IsDuplicate(outdated))
        {
            book.Doubt();
            return null;
        }

        Keep(batch, desk, areSaved: true);
        return answers;
    }

    private List<DatabaseStep> Steps(CallBatch batch, HoldDesk desk) =>
        desk.Admitted.Count == 0 && batch.Finals.Count == 0
            ? []
            : [.. MeterStore.SaveKnown(desk.Meters), .. CallRows.Open(desk.Admitted, options, batch.Now), .. CallRows.Close(batch.Finals, options)];

    private async Task<IReadOnlyList<Result<Done>>> WriteLockedAsync(CallBatch batch, CancellationToken cancellationToken)
    {
        var (desk, answers, closed, areSaved) = await database.InBatchTransactionAsync(
            async transaction =>
            {
                var (closed, held) = await CallRows.CloseOpenAsync(transaction, batch.Finals, options, cancellationToken);
                var desk = new HoldDesk(await MeterStore.LockAsync(transaction, batch.MetersOf(held), batch.Now, cancellationToken), batch.Now);
                var answers = batch.Decide(desk, held);
                await CallRows.OpenNewAsync(transaction, desk.Admitted, options, batch.Now, cancellationToken);
                var areChanged = desk.Admitted.Count > 0 || held.Count > 0;
                if (areChanged)
                {
                    await MeterStore.SaveAsync(transaction, desk.Meters, cancellationToken);
                }

                return (desk, answers, closed, areChanged);
            },
            cancellationToken);
        Keep(batch, desk, areSaved);
        return closed == batch.ClosedAtOnce ? answers : await ExplainAsync(batch, answers, cancellationToken);
    }

    private void Keep(CallBatch batch, HoldDesk desk, bool areSaved)
    {
        book.Keep(desk, areSaved, batch.Finals, batch.Now);
        foreach (var near in desk.Near.Where(book.IsNews))
        {
            LogNears(LedgerProblems.NearsBudget(near.Meter, near.Period, near.Budget));
        }
    }

    // Rare: somebody closes twice, or what was never opened.
    private async Task<IReadOnlyList<Result<Done>>> ExplainAsync(CallBatch batch, IReadOnlyList<Result<Done>> answers, CancellationToken cancellationToken)
    {
        var ids = batch.Finals.Select(final => final.Id).ToArray();
        var states = (await database.QueryAsync<(Guid Id, CallState State)>(Sql.States, new { ids }, cancellationToken)).ToDictionary(row => row.Id, row => row.State);
        return [.. batch.Entries.Zip(answers, (entry, answer) => entry.Final is { } final ? Explain(final, states) : answer)];
    }

    private static Result<Done> Explain(CallFinal final, Dictionary<Guid, CallState> states)
    {
        if (!states.TryGetValue(final.Id, out var state))
        {
            return LedgerProblems.UnknownCall(final.Id);
        }

        return state == final.State ? Done.Instance : LedgerProblems.AlreadyClosed(final.Id, CallStates.Write(state));
    }

    internal static class Sql
    {
        public const string States =
            """
            select id, state
            from ledger.call_final
            where id = any(@ids)
            """;

        public const string Unopened =
            """
            select id
            from unnest(@ids::uuid[]) as given (id)
            where not exists (select from ledger.call_intent as intent where intent.id = given.id)
            """;
    }

    [LoggerMessage(LogLevel.Warning, "{What}.")]
    private partial void LogNears(string what);
}
