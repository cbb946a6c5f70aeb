namespace Lanekeeper.Web.Comparing;

/// <summary>A stretch of a difference: shown, or folded because nothing in it changed.</summary>
internal sealed record DifferenceBlock(bool IsFolded, IReadOnlyList<DifferenceLine> Lines);

internal static class DifferenceBlocks
{
    private const int Around = 3;
    private const int LeastFolded = 4;

    /// <summary>Folds what stands further than three lines from any change.</summary>
    public static IReadOnlyList<DifferenceBlock> Fold(IReadOnlyList<DifferenceLine> lines)
    {
        var near = Near(lines);
        var blocks = new List<DifferenceBlock>();
        for (var start = 0; start < lines.Count;)
        {
            var end = start;
            while (end < lines.Count && near[end] == near[start])
            {
                end++;
            }

            var isFolded = !near[start] && end - start >= LeastFolded;
            blocks.Add(new(isFolded, [.. lines.Skip(start).Take(end - start)]));
            start = end;
        }

        return blocks;
    }

    private static bool[] Near(IReadOnlyList<DifferenceLine> lines)
    {
        var near = new bool[lines.Count];
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Side != Side.Both)
            {
                near.AsSpan(Math.Max(0, i - Around)..Math.Min(lines.Count, i + Around + 1)).Fill(true);
            }
        }

        return near;
    }
}
