using System.Text;
using Lanekeeper.Orchestration.Storing;
using Lanekeeper.Permissions;

namespace Lanekeeper.Orchestration.Reading;

internal sealed class ListRunsHandler(RunListStore store)
{
    public async Task<Result<Page<Run>>> RunAsync(Actor actor, RunQuery query, PageRequest page, CancellationToken cancellationToken)
    {
        if ((Access.Check(actor, OrchestrationPermissions.Read) ?? Fault(query)) is { } problem)
        {
            return problem;
        }

        if (page.After is not null && page.AfterId is null)
        {
            return RunProblems.InvalidCursor();
        }

        var rows = await store.ListAsync(query, page.AfterId, page.BoundedSize + 1, cancellationToken);
        var items = rows.Take(page.BoundedSize).Select(row => row.ToRun()).ToList();
        if (rows.Count > items.Count)
        {
            return new Page<Run>(items, items[^1].Id.ToString());
        }

        // Fewer than asked for: either these are all there are, or the rest lies behind the window.
        var edge = await store.FindEdgeAsync(query, page.AfterId, cancellationToken);
        return new Page<Run>(items, edge?.ToString());
    }

    private static Problem? Fault(RunQuery query) =>
        !IsFit(query.Workflow) ? RunProblems.InvalidFilter("workflow")
        : !IsFit(query.Outcome) ? RunProblems.InvalidFilter("outcome")
        : !IsFit(query.Text) ? RunProblems.InvalidFilter("text")
        : !IsFit(query.StartedBy) ? RunProblems.InvalidFilter("startedBy")
        : null;

    // No database text can hold a NUL or half of a surrogate pair, and what it cannot hold it cannot find.
    private static bool IsFit(string? text) =>
        text is null
        || (text.Length <= RunQuery.LongestText && !text.Any(char.IsControl) && IsWhole(text));

    private static bool IsWhole(string text)
    {
        for (var at = 0; at < text.Length; at += Rune.TryGetRuneAt(text, at, out var rune) ? rune.Utf16SequenceLength : 1)
        {
            if (!Rune.TryGetRuneAt(text, at, out _))
            {
                return false;
            }
        }

        return true;
    }
}
