using Lanekeeper.Cel;

namespace Lanekeeper.Rooms.Tests.Cel;

/// <summary>The rows of google/cel-spec, run without a type checker as the suite allows.</summary>
public sealed class ConformanceTests(ITestOutputHelper output)
{
    /// <summary>What is not supported, by <c>file/section/name</c>, with the reason. The library's README says the same.</summary>
    private static readonly Dictionary<string, string> Unsupported = [];

    // A machine may have no tzdata, or one without the old names.
    private static readonly string[] Zones = ["Australia/Sydney", "America/St_Johns", "US/Central"];

    private static readonly CelOptions Unchecked = new() { Checked = false };

    [Fact]
    public void Every_row_passes_that_is_not_listed_as_unsupported()
    {
        var all = ConformanceRow.ReadAll();
        var rows = all.Where(IsPossibleHere).ToList();

        var failing = rows.Select(row => (Row: row, Problem: ProblemOf(row))).Where(checkedRow => checkedRow.Problem is not null).ToList();

        output.WriteLine($"{rows.Count - failing.Count} of {rows.Count} rows of cel-spec pass; {Unsupported.Count} are listed as unsupported, {all.Count - rows.Count} need a time zone that this machine lacks.");
        failing.Where(row => !Unsupported.ContainsKey(row.Row.Id)).Select(row => $"{row.Row.Id}: {row.Row.Expression}: {row.Problem}").ShouldBeEmpty();
        Unsupported.Keys.Except(failing.Select(row => row.Row.Id)).ShouldBeEmpty("These rows pass, or are none; take them off the list.");
    }

    private static bool IsPossibleHere(ConformanceRow row) =>
        Zones.All(zone => !row.Expression.Contains($"'{zone}'", StringComparison.Ordinal) || TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _));

    private static string? ProblemOf(ConformanceRow row)
    {
        if (!CelExpression.Parse(row.Expression, Unchecked).Succeeded(out var expression))
        {
            return row.Value is null ? null : $"does not parse: {string.Join("; ", CelExpression.Parse(row.Expression, Unchecked).Faults)}";
        }

        var result = expression.Evaluate(row.Bindings);
        if (row.Value is not { } expected)
        {
            return result.Error is null ? $"expected an error, got {result.Value.Kind} {result.Value}" : null;
        }

        if (result.Error is not null)
        {
            return $"expected {expected}, got the error: {result.Error}";
        }

        return result.Value.Kind == expected.Kind && result.Value == expected
            ? null
            : $"expected {expected.Kind} {expected}, got {result.Value.Kind} {result.Value}";
    }
}
