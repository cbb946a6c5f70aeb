using Lanekeeper.Orchestration;
using Lanekeeper.Web.Runs;

namespace Lanekeeper.Faces.Tests.Web.Runs;

public sealed class RunFiltersTests
{
    private static readonly RunFilters None = new(null, null, null, null, null, null, null);

    [Fact]
    public void What_stands_in_the_address_is_what_is_asked_for()
    {
        var filters = new RunFilters("support", "failed", "", " parcel ", "ana@example.com", "2026-11-01", "2026-11-21");

        filters.TryRead(out var query, out _).ShouldBeTrue();

        query.ShouldBe(new RunQuery("support", RunState.Failed, null, "parcel", "ana@example.com", Day(1), Day(22)));
        filters.Chips.Select(chip => chip.Key).ShouldBe(["workflow", "state", "q", "by", "since", "until"]);
    }

    [Theory]
    [InlineData("Failed", null)]
    [InlineData("4", null)]
    [InlineData(null, "21.11.2026")]
    [InlineData(null, "9999-12-31")]
    [InlineData(null, "2026-02-30")]
    public void What_cannot_be_read_is_said(string? state, string? until)
    {
        (None with { State = state, Until = until }).TryRead(out _, out var fault).ShouldBeFalse();
        fault!.Kind.ShouldBe(ProblemKind.Invalid);
    }

    private static DateTimeOffset Day(int day) => new(2026, 11, day, 0, 0, 0, TimeSpan.Zero);
}
