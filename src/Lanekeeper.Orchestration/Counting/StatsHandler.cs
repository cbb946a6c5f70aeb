using Lanekeeper.Orchestration.Storing;
using Lanekeeper.Permissions;

namespace Lanekeeper.Orchestration.Counting;

/// <summary>Days that are over come from what was counted then; the rest, which is today as a rule, is counted now.</summary>
internal sealed class StatsHandler(RunDayStore store, TimeProvider time)
{
    public const int MostDays = 400;

    public async Task<Result<RunStats>> RunAsync(Actor actor, string? workflow, DateOnly since, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, OrchestrationPermissions.Read) is { } denied)
        {
            return denied;
        }

        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (since < today.AddDays(-MostDays))
        {
            return RunProblems.TooManyDays(MostDays);
        }

        if (since > today)
        {
            return new RunStats([], []);
        }

        var counted = await store.FindMarkAsync(cancellationToken) is { } mark && mark > since ? mark : since;
        var rows = new List<RunDayRow>(await store.ReadAsync(workflow, since, counted, cancellationToken));
        rows.AddRange(await store.CountAsync(workflow, counted, today.AddDays(1), cancellationToken));
        return new RunStats(Days(rows, workflow ?? RunDayRow.All, since, today), Workflows(rows)) { Started = Started(rows, since, today) };
    }

    private static List<RunDay> Days(IEnumerable<RunDayRow> rows, string workflow, DateOnly since, DateOnly today)
    {
        var known = rows.Where(row => row.Workflow == workflow).ToDictionary(row => row.Day);
        var days = new List<RunDay>();
        for (var day = since; day <= today; day = day.AddDays(1))
        {
            days.Add(known.TryGetValue(day, out var row) ? row.ToDay() : new RunDay(day));
        }

        return days;
    }

    private static Dictionary<string, IReadOnlyList<long>> Started(IEnumerable<RunDayRow> rows, DateOnly since, DateOnly today) =>
        rows.Where(row => row.Workflow != RunDayRow.All).GroupBy(row => row.Workflow, StringComparer.Ordinal).ToDictionary(
            workflow => workflow.Key,
            IReadOnlyList<long> (workflow) =>
            {
                var days = new long[today.DayNumber - since.DayNumber + 1];
                foreach (var row in workflow)
                {
                    days[row.Day.DayNumber - since.DayNumber] += row.Started;
                }

                return days;
            },
            StringComparer.Ordinal);

    private static List<WorkflowRuns> Workflows(IEnumerable<RunDayRow> rows) =>
        [.. rows.Where(row => row.Workflow != RunDayRow.All)
            .GroupBy(row => row.Workflow, StringComparer.Ordinal)
            .Select(days => new WorkflowRuns(
                days.Key, days.Sum(day => day.Started), days.Sum(day => day.Succeeded), days.Sum(day => day.Failed), days.Sum(day => day.Dead), days.Sum(day => day.Cancelled)))
            .OrderBy(row => row.Workflow, StringComparer.Ordinal)];
}
