namespace Lanekeeper.Cli.Terminal;

/// <summary>A plain table: aligned columns, two blanks between them; where it is too wide, the column marked as elastic gives way first.</summary>
internal sealed class TextTable(params Column[] columns)
{
    private const string Gap = "  ";
    private const int Narrowest = 8;

    private readonly List<Cell[]> _rows = [];

    public void Add(params Cell[] cells) => _rows.Add([.. cells.Select(cell => cell with { Text = SafeText.Line(cell.Text) })]);

    public void Write(Screen screen, int indent = 0)
    {
        var margin = new string(' ', indent);
        var widths = columns.Select((column, i) => _rows.Select(row => TextWidth.Of(row[i].Text)).Append(column.Head.Length).Max()).ToArray();
        if (screen.Columns is { } available)
        {
            Shrink(widths, available - indent - Gap.Length * (columns.Length - 1));
        }

        WriteRow(screen, margin, [.. columns.Select(column => new Cell(column.Head, Ink.Faint))], widths);
        foreach (var row in _rows)
        {
            WriteRow(screen, margin, row, widths);
        }
    }

    /// <summary>Columns that are equally elastic give way together, the widest first, so that none is lost for another's sake.</summary>
    private void Shrink(int[] widths, int available)
    {
        var groups = Enumerable.Range(0, widths.Length).Where(i => columns[i].Elasticity > 0).GroupBy(i => columns[i].Elasticity).OrderByDescending(group => group.Key);
        foreach (var group in groups)
        {
            for (var excess = widths.Sum() - available; excess > 0; excess--)
            {
                var widest = group.MaxBy(i => widths[i]);
                if (widths[widest] <= Narrowest)
                {
                    break;
                }

                widths[widest]--;
            }
        }
    }

    /// <summary>As many lines as the longest folded cell takes.</summary>
    private void WriteRow(Screen screen, string margin, Cell[] cells, int[] widths)
    {
        var folded = cells.Select((cell, i) => columns[i].Wraps ? TextWidth.Fold(cell.Text, widths[i]) : [TextWidth.Fit(cell.Text, widths[i])]).ToList();
        for (var line = 0; line < folded.Max(lines => lines.Count); line++)
        {
            WriteLine(screen, margin, [.. cells.Select((cell, i) => cell with { Text = folded[i].ElementAtOrDefault(line) ?? "" })], widths);
        }
    }

    private void WriteLine(Screen screen, string margin, Cell[] cells, int[] widths)
    {
        var parts = cells.Select((cell, i) =>
        {
            var blanks = new string(' ', widths[i] - TextWidth.Of(cell.Text));
            var painted = screen.Paint(cell.Text, cell.Ink);
            return columns[i].IsNumber ? blanks + painted : i == cells.Length - 1 ? painted : painted + blanks;
        });
        screen.Line(margin + string.Join(Gap, parts).TrimEnd());
    }
}

/// <param name="Elasticity">0: never cut; the highest is cut first.</param>
/// <param name="Wraps">What does not fit goes on in the next line, rather than being cut: names that differ at their ends.</param>
internal sealed record Column(string Head, int Elasticity = 0, bool IsNumber = false, bool Wraps = false);

internal sealed record Cell(string Text, Ink Ink = Ink.Plain)
{
    public static implicit operator Cell(string? text) => new(text ?? "");
}
