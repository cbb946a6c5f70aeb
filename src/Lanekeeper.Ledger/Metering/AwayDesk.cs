using Lanekeeper.Ledger.Writing;

namespace Lanekeeper.Ledger.Metering;

/// <summary>
/// Decides while the database is away: by the meters as this process saw them last, and for budgets no further than a share of each. So with
/// several processes no budget is overspent by more than that share for each of them.
/// </summary>
internal sealed class AwayDesk(MeterBook book, decimal share)
{
    private Dictionary<string, decimal> _drawn = new(StringComparer.Ordinal);

    /// <summary>Decides who may go ahead; nothing of it counts before it is kept.</summary>
    /// <param name="batch">What begins and what ends.</param>
    /// <param name="isFull">Whether only what ends finds room.</param>
    public AwayDecision Decide(CallBatch batch, bool isFull)
    {
        var desk = new HoldDesk(book.Recall(), batch.Now);
        var drawn = new Dictionary<string, decimal>(_drawn, StringComparer.Ordinal);
        foreach (var final in batch.Finals)
        {
            if (book.TryFind(final.Id, out var held) && held is not null)
            {
                desk.Settle(held, final.Settlement ?? CallSettlement.AsHeld);
                Draw(drawn, held.Names, (final.Settlement?.Usd ?? held.Usd) - held.Usd);
            }
        }

        IReadOnlyList<Result<Done>> answers =
            [.. batch.Entries.Select(entry => entry.Intent is not { } intent ? Done.Instance : isFull ? LedgerProblems.SpoolFull() : Admit(desk, drawn, intent))];
        return new(answers, desk, drawn);
    }

    /// <summary>The rows are written down.</summary>
    public void Keep(AwayDecision decision, CallBatch batch)
    {
        _drawn = decision.Drawn;
        book.KeepUnsure(decision.Desk, batch.Finals, batch.Now);
    }

    private Result<Done> Admit(HoldDesk desk, Dictionary<string, decimal> drawn, CallIntent intent)
    {
        // A run could not keep what its step came to, and would ask again: it waits.
        if (intent.App is null)
        {
            return LedgerProblems.Unavailable();
        }

        if (intent.Hold is { } hold)
        {
            foreach (var limits in hold.Limits)
            {
                if (!desk.Knows(limits.Meter))
                {
                    return LedgerProblems.Unavailable();
                }

                if (drawn.GetValueOrDefault(limits.Meter) + hold.Usd > share * Least(limits.UsdPerDay, limits.UsdPerMonth))
                {
                    return LedgerProblems.OverAllowance(limits.Meter, share);
                }
            }
        }

        var answer = desk.Admit(intent);
        if (answer.Problem is null && intent.Hold is { } taken)
        {
            Draw(drawn, taken.Limits.Select(limits => limits.Meter), taken.Usd);
        }

        return answer;
    }

    private static void Draw(Dictionary<string, decimal> drawn, IEnumerable<string> meters, decimal usd)
    {
        foreach (var meter in meters)
        {
            drawn[meter] = drawn.GetValueOrDefault(meter) + usd;
        }
    }

    private static decimal? Least(decimal? day, decimal? month) => day is null ? month : month < day ? month : day;
}

/// <param name="Answers">One to each entry of the batch, in its order.</param>
/// <param name="Desk">The meters as they will stand.</param>
/// <param name="Drawn">USD spent of each budget since the database went away, as they will stand.</param>
internal sealed record AwayDecision(IReadOnlyList<Result<Done>> Answers, HoldDesk Desk, Dictionary<string, decimal> Drawn);
