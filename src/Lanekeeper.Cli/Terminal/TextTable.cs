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

    private void Shrink(int[] widths, int available)
    {
        var order = Enumerable.Range(0, widths.Length).OrderByDescending(i => columns[i].Elasticity).Where(i => columns[i].Elasticity > 0);
        foreach (var i in order)
        {
            var excess = widths.Sum() - available;
            if (excess > 0)
            {
                widths[i] = Math.Max(Math.Min(Narrowest, widths[i]), widths[i] - excess);
            }
        }
    }

    private void WriteRow(Screen screen, string margin, Cell[] cells, int[] widths)
    {
        var parts = cells.Select((cell, i) =>
        {
            var text = TextWidth.Fit(cell.Text, widths[i]);
            var blanks = new string(' ', widths[i] - TextWidth.Of(text));
            var painted = screen.Paint(text, cell.Ink);
            return columns[i].IsNumber ? blanks + painted : i == cells.Length - 1 ? painted : painted + blanks;
        });
        screen.Line(margin + string.Join(Gap, parts).TrimEnd());
    }
}

/// <param name="Elasticity">0: never cut; the highest is cut first.</param>
internal sealed record Column(string Head, int Elasticity = 0, bool IsNumber = false);

internal sealed record Cell(string Text, Ink Ink = Ink.Plain)
{
    public static implicit operator Cell(string? text) => new(text ?? "");
}
