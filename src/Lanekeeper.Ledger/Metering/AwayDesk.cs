using Lanekeeper.Ledger.Writing;

namespace Lanekeeper.Ledger.Metering;

/// <summary>
/// Decides while the database is away: by the meters as this process saw them last, and for budgets no further than a share of each. So with
/// several processes no budget is overspent by more than that share for each of them.
/// </summary>
internal sealed class AwayDesk(MeterBook book, decimal share)
{
    private readonly Dictionary<string, decimal> _drawn = new(StringComparer.Ordinal);

    public IReadOnlyList<Result<Done>> Decide(CallBatch batch)
    {
        var desk = new HoldDesk(book.Recall(), batch.Now);
        foreach (var final in batch.Finals)
        {
            if (book.TryFind(final.Id, out var held) && held is not null)
            {
                desk.Settle(held, final.Settlement ?? CallSettlement.AsHeld);
                Draw(held.Names, (final.Settlement?.Usd ?? held.Usd) - held.Usd);
            }
        }

        IReadOnlyList<Result<Done>> answers = [.. batch.Entries.Select(entry => entry.Intent is { } intent ? Admit(desk, intent) : Done.Instance)];
        book.KeepUnsure(desk, batch.Finals, batch.Now);
        return answers;
    }

    private Result<Done> Admit(HoldDesk desk, CallIntent intent)
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

                if (_drawn.GetValueOrDefault(limits.Meter) + hold.Usd > share * Least(limits.UsdPerDay, limits.UsdPerMonth))
                {
                    return LedgerProblems.OverAllowance(limits.Meter, share);
                }
            }
        }

        var answer = desk.Admit(intent);
        if (answer.Problem is null && intent.Hold is { } taken)
        {
            Draw(taken.Limits.Select(limits => limits.Meter), taken.Usd);
        }

        return answer;
    }

    private void Draw(IEnumerable<string> meters, decimal usd)
    {
        foreach (var meter in meters)
        {
            _drawn[meter] = _drawn.GetValueOrDefault(meter) + usd;
        }
    }

    private static decimal? Least(decimal? day, decimal? month) => day is null ? month : month < day ? month : day;
}
