using System.Globalization;
using Lanekeeper.Cli.Terminal;

namespace Lanekeeper.Faces.Tests.Cli;

public sealed class TextTableTests
{
    [Fact]
    public void Names_that_do_not_fit_go_on_in_the_next_line_and_can_be_told_apart()
    {
        var lines = Write(80, new TextTable(new("id"), new("asked for", 1, Wraps: true), new("served by", 1, Wraps: true), new("state"), new("first"), new("last")),
            ["1f0c22d9", "claude-sonnet-4-5-20250929", "claude-sonnet-4-5-20250930, fingerprint fp_1", "acknowledged", "12 d ago", "3 min ago"]);

        lines.ShouldAllBe(line => line.Length <= 80);
        var text = string.Concat(lines.Select(line => line.Length > 10 ? line[10..] : "")).Replace(" ", "");
        text.ShouldContain("20250929");
        text.ShouldContain("20250930,");
        text.ShouldContain("fp_1");
    }

    [Fact]
    public void Columns_that_are_equally_elastic_give_way_together()
    {
        var lines = Write(40, new TextTable(new("one", 1), new("two", 1)), [new string('a', 40), new string('b', 40)]);

        lines[1].ShouldBe($"{new string('a', 16)}...  {new string('b', 16)}...");
    }

    [Fact]
    public void What_fits_stays_on_its_line()
    {
        Write(80, new TextTable(new("one", 1, Wraps: true), new("two")), ["short", "also"]).ShouldBe(["one    two", "short  also"]);
    }

    private static string[] Write(int columns, TextTable table, string[] row)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        table.Add([.. row.Select(text => (Cell)text)]);
        table.Write(new Screen(output, output) { Columns = columns });
        return output.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
    }
}
