using Lanekeeper.Ledger;

namespace Lanekeeper.Web.Today;

internal static class SpendMaker
{
    /// <param name="recent">Today and yesterday, which is another month's day on the first.</param>
    public static Spend Make(CallStats month, CallStats recent, DateOnly today) => new(
        recent.Days.Where(day => day.Day == today).Sum(day => day.CostUsd),
        recent.Days.Where(day => day.Day == today.AddDays(-1)).Sum(day => day.CostUsd),
        month.Days.Sum(day => day.CostUsd),
        month.Days.Sum(day => day.UnknownCost),
        [.. month.Workflows.Select(workflow => new WorkflowSpend(workflow.Workflow, workflow.CostUsd, workflow.Calls, workflow.UnknownCost))]);
}
