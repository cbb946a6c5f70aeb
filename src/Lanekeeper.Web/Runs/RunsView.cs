using Lanekeeper.Ledger;
using Lanekeeper.Orchestration;

namespace Lanekeeper.Web.Runs;

/// <summary>The list of runs, narrowed as its address says.</summary>
/// <param name="Costs">By run; runs without a call have none.</param>
/// <param name="Problem">Why the filters cannot be used; the list is then empty.</param>
public sealed record RunsView(
    RunFilters Filters,
    Page<Run> Runs,
    IReadOnlyDictionary<Guid, RunCalls> Costs,
    RunStanding Standing,
    IReadOnlyList<string> Workflows,
    Problem? Problem)
{
    /// <summary>How far back this page has looked, where it gave up before the page was full.</summary>
    public DateTimeOffset? LookedBackTo => Runs.Items.Count < RunPages.PageSize && Guid.TryParse(Runs.Next, out var last) ? Id.TimeOf(last) : null;
}
