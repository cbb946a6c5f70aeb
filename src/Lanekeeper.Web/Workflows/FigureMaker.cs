using Lanekeeper.Approvals;
using Lanekeeper.Ledger;
using Lanekeeper.Orchestration;
using Lanekeeper.Web.Controls;

namespace Lanekeeper.Web.Workflows;

/// <summary>The numbers of a workflow as series by day; the days are those of its runs.</summary>
internal static class FigureMaker
{
    public static WorkflowFigures Make(RunStats runs, CallStats calls, Acceptance acceptance)
    {
        var days = runs.Days.Select(day => day.Day).ToList();
        var decided = acceptance.Workflows.SelectMany(workflow => workflow.Days).ToLookup(day => day.Day, day => day.Counts);
        var total = acceptance.Workflows.Aggregate(AcceptanceCounts.None, (sum, workflow) => sum + workflow.Total);
        var cost = calls.Days.ToDictionary(day => day.Day, day => day);
        return new(
            days,
            runs.Days.Sum(day => day.Started),
            runs.Days.Sum(day => day.Failed + day.Dead),
            new("", [.. runs.Days.Select(day => (double?)day.Started)]),
            WorkflowRows.Share(total),
            total.Edited,
            total.Rejected,
            total.Expired,
            Accepted([.. days.Select(day => WorkflowRows.Share(decided[day].Aggregate(AcceptanceCounts.None, (sum, counts) => sum + counts)))]),
            calls.Days.Sum(day => day.CostUsd),
            calls.Days.Sum(day => day.UnknownCost),
            new("", [.. days.Select(day => cost.TryGetValue(day, out var one) && one.Calls > 0 ? (double?)one.CostUsd : null)]),
            new("median", [.. runs.Days.Select(day => day.WorkingP50Ms)]),
            new("slowest 5 %", [.. runs.Days.Select(day => day.WorkingP95Ms)]));
    }

    private static ChartSeries Accepted(IReadOnlyList<Wilson> shares) =>
        new("", [.. shares.Select(share => share.Total == 0 ? (double?)null : share.Value)])
        {
            Interval = [.. shares.Select(share => share.Total == 0 ? ((double, double)?)null : (share.Low, share.High))],
        };
}
