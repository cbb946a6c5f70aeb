using Lanekeeper.Ledger;
using Lanekeeper.Web.Controls;
using Lanekeeper.Web.Runs;

namespace Lanekeeper.Web.Calls;

/// <summary>The list of calls, narrowed as its address says.</summary>
/// <param name="Workflows">To choose from: the project's, and those that this page's calls name, since an app's need not be declared.</param>
/// <param name="Apps">Those of this page's calls.</param>
/// <param name="Problem">Why the filters cannot be used; the list is then empty.</param>
public sealed record CallsView(CallFilters Filters, Page<CallRow> Calls, IReadOnlyList<string> Workflows, IReadOnlyList<string> Models, IReadOnlyList<string> Apps, Problem? Problem)
{
    /// <summary>How far back this page has looked, where it gave up before the page was full.</summary>
    public DateTimeOffset? LookedBackTo => Calls.Items.Count < CallPages.PageSize && Guid.TryParse(Calls.Next, out var last) ? Id.TimeOf(last) : null;
}

/// <summary>The filters as they stand in the address.</summary>
public sealed record CallFilters(string? Workflow, string? State, string? Model, string? Run, string? App = null, string? Session = null)
{
    public IReadOnlyList<FilterChip> Chips =>
        [.. new (string Key, string Label, string? Value)[]
            {
                ("workflow", "Workflow", Workflow), ("app", "App", App), ("state", "State", State is null ? null : RunWords.OfCall(State)), ("model", "Model", Model), ("session", "Session", Session), ("run", "Run", Run),
            }
            .Where(one => one.Value is { Length: > 0 })
            .Select(one => new FilterChip(one.Key, one.Label, one.Value!))];

    public bool TryRead(out CallQuery query, out Problem? fault)
    {
        Guid run = default;
        fault = Set(Run) is { } text && !Guid.TryParse(text, out run)
            ? new(ProblemKind.Invalid, "web.unreadable-run", "A run is named by its whole id, as the run's page shows it.")
            : null;
        query = new(Set(Workflow), run == default ? null : run, Set(State), Set(Model), App: Set(App), SessionId: Set(Session));
        return fault is null;
    }

    private static string? Set(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
