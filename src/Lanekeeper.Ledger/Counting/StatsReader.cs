using Lanekeeper.Ledger.Storing;

namespace Lanekeeper.Ledger.Counting;

/// <summary>Days that are over come from what was counted then; the rest, which is today as a rule, is counted now.</summary>
internal sealed class StatsReader(CallDayStore store, TimeProvider time)
{
    public const int MostDays = 400;

    public async Task<Result<CallStats>> ReadAsync(string? workflow, DateOnly since, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (since < today.AddDays(-MostDays))
        {
            return LedgerProblems.TooManyDays(MostDays);
        }

        if (since > today)
        {
            return new CallStats([], [], []);
        }

        var counted = await store.FindMarkAsync(cancellationToken) is { } mark && mark > since ? mark : since;
        var rows = new List<CallDayRow>(await store.ReadAsync(workflow, since, counted, cancellationToken));
        rows.AddRange(await store.CountAsync(workflow, counted, today.AddDays(1), cancellationToken));
        var wanted = rows.Where(row => row.Workflow == (workflow ?? CallDayRow.All)).ToList();
        return new CallStats(Days(wanted, since, today), Models(wanted), Workflows(rows));
    }

    private static List<CallDay> Days(IEnumerable<CallDayRow> rows, DateOnly since, DateOnly today)
    {
        var known = rows.Where(row => row.Model == CallDayRow.All).ToDictionary(row => row.Day);
        var days = new List<CallDay>();
        for (var day = since; day <= today; day = day.AddDays(1))
        {
            days.Add(known.TryGetValue(day, out var row) ? row.ToDay() : new CallDay(day));
        }

        return days;
    }

    private static List<ModelCalls> Models(IEnumerable<CallDayRow> rows) =>
        [.. rows.Where(row => row.Model != CallDayRow.All)
            .GroupBy(row => row.Model, StringComparer.Ordinal)
            .OrderByDescending(days => days.Sum(day => day.CostUsd))
            .ThenBy(days => days.Key, StringComparer.Ordinal)
            .Select(days => new ModelCalls(days.Key, [.. days.OrderBy(day => day.Day).Select(day => day.ToDay())]))];

    private static List<WorkflowCalls> Workflows(IEnumerable<CallDayRow> rows) =>
        [.. rows.Where(row => row.Model == CallDayRow.All && row.Workflow != CallDayRow.All)
            .GroupBy(row => row.Workflow, StringComparer.Ordinal)
            .Select(days => new WorkflowCalls(
                days.Key,
                days.Sum(day => day.Calls),
                days.Sum(day => day.Failed),
                days.Sum(day => day.InputTokens),
                days.Sum(day => day.OutputTokens),
                days.Sum(day => day.CostUsd),
                days.Sum(day => day.UnknownCost)))
            .OrderByDescending(row => row.CostUsd)
            .ThenBy(row => row.Workflow, StringComparer.Ordinal)];
}
