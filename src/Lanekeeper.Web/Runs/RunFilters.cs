using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Lanekeeper.Orchestration;
using Lanekeeper.Web.Controls;

namespace Lanekeeper.Web.Runs;

/// <summary>The filters as they stand in the address.</summary>
/// <param name="Until">The last day, this one included.</param>
public sealed record RunFilters(string? Workflow, string? State, string? Outcome, string? Q, string? By, string? Since, string? Until)
{
    public IReadOnlyList<FilterChip> Chips =>
        [.. new (string Key, string Label, string? Value)[]
        {
            ("workflow", "Workflow", Workflow), ("state", "State", State), ("outcome", "Outcome", Outcome), ("q", "Title", Q), ("by", "Started by", By), ("since", "From", Since), ("until", "To", Until),
        }
        .Where(one => one.Value is { Length: > 0 })
        .Select(one => new FilterChip(one.Key, one.Label, one.Value!))];

    public bool TryRead([NotNullWhen(true)] out RunQuery? query, [NotNullWhen(false)] out Problem? fault)
    {
        (query, fault) = (null, null);
        RunState? state = null;
        if (Set(State) is { } word)
        {
            if (!RunWords.TryRead(word, out state))
            {
                fault = new(ProblemKind.Invalid, "web.unknown-state", $"There is no state '{Foreign.Visible(word)}'. Choose one from the list.");
                return false;
            }
        }

        if (!TryReadDay(Since, out var since) || !TryReadDay(Until, out var until))
        {
            fault = new(ProblemKind.Invalid, "web.unreadable-day", "A day is written like 2026-11-21.");
            return false;
        }

        query = new(Set(Workflow), state, Set(Outcome), Set(Q), Set(By), since, until?.AddDays(1));
        return true;
    }

    private static string? Set(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static bool TryReadDay(string? text, out DateTimeOffset? day)
    {
        day = null;
        if (Set(text) is not { } given)
        {
            return true;
        }

        if (!DateOnly.TryParseExact(given, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) || date.Year is < 1971 or > 9000)
        {
            return false;
        }

        day = new(date, TimeOnly.MinValue, TimeSpan.Zero);
        return true;
    }
}
