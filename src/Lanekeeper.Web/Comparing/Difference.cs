namespace Lanekeeper.Web.Comparing;

/// <summary>What changed between two texts, line by line, with the words that changed within a line.</summary>
/// <param name="Lines">All of them, in reading order: what was removed before what was added in its place.</param>
/// <param name="TooLarge">Whether the texts are too large to be compared line by line; then there are no lines.</param>
internal sealed record Difference(IReadOnlyList<DifferenceLine> Lines, bool TooLarge)
{
    public const int MostCharacters = 400_000;
    public const int MostLines = 10_000;
    private const int MostEdits = 1_000;

    public int Added => Lines.Count(line => line.Side == Side.Added);

    public int Removed => Lines.Count(line => line.Side == Side.Removed);

    public static Difference Between(string before, string after)
    {
        if (before.Length + after.Length > MostCharacters)
        {
            return new([], TooLarge: true);
        }

        var (old, now) = (Split(before), Split(after));
        return old.Length + now.Length > MostLines ? new([], TooLarge: true) : new(Write(old, now, Myers.Keep<string>(old, now, MostEdits)), TooLarge: false);
    }

    /// <summary>An empty text has no lines; any other has one more than it has line breaks.</summary>
    public static string[] Split(string text) => text.Length == 0 ? [] : text.Split('\n');

    private static List<DifferenceLine> Write(string[] before, string[] after, List<(int Before, int After)> kept)
    {
        var lines = new List<DifferenceLine>(before.Length + after.Length);
        var (x, y) = (0, 0);
        foreach (var (keepX, keepY) in kept.Append((before.Length, after.Length)))
        {
            lines.AddRange(WordMarks.Of(before.AsSpan(x..keepX), after.AsSpan(y..keepY), x, y));
            if (keepX < before.Length)
            {
                lines.Add(new(Side.Both, keepX + 1, keepY + 1, [new(before[keepX], IsMarked: false)]));
            }

            (x, y) = (keepX + 1, keepY + 1);
        }

        return lines;
    }
}

public enum Side
{
    Both,
    Removed,
    Added,
}

/// <param name="Before">Its number in the old text, from 1.</param>
/// <param name="After">Its number in the new text.</param>
public sealed record DifferenceLine(Side Side, int? Before, int? After, IReadOnlyList<Segment> Segments)
{
    public string Text => string.Concat(Segments.Select(segment => segment.Text));
}

/// <param name="IsMarked">Whether just these words changed.</param>
public sealed record Segment(string Text, bool IsMarked);
