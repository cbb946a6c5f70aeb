namespace Lanekeeper.Web.Comparing;

/// <summary>The shortest way from one list to another (E. W. Myers, "An O(ND) Difference Algorithm", 1986), within a budget.</summary>
internal static class Myers
{
    /// <summary>Which items of the two lists are kept, as pairs of their indices in rising order; all else is removed or added.</summary>
    /// <param name="most">How many removals and additions are looked for; beyond it only the common start and end are kept.</param>
    public static List<(int Before, int After)> Keep<T>(ReadOnlySpan<T> before, ReadOnlySpan<T> after, int most)
        where T : IEquatable<T>
    {
        var start = before.CommonPrefixLength(after);
        var end = CommonEnd(before[start..], after[start..]);
        var kept = new List<(int, int)>(Math.Max(before.Length, after.Length));
        for (var i = 0; i < start; i++)
        {
            kept.Add((i, i));
        }

        Middle(before[start..^end], after[start..^end], most, start, kept);
        for (var i = end; i > 0; i--)
        {
            kept.Add((before.Length - i, after.Length - i));
        }

        return kept;
    }

    private static int CommonEnd<T>(ReadOnlySpan<T> before, ReadOnlySpan<T> after)
        where T : IEquatable<T>
    {
        var length = 0;
        while (length < before.Length && length < after.Length && before[^(length + 1)].Equals(after[^(length + 1)]))
        {
            length++;
        }

        return length;
    }

    private static void Middle<T>(ReadOnlySpan<T> before, ReadOnlySpan<T> after, int most, int offset, List<(int, int)> kept)
        where T : IEquatable<T>
    {
        if (before.IsEmpty || after.IsEmpty || Search(before, after, Math.Min(most, before.Length + after.Length)) is not { } trace)
        {
            return;
        }

        var middle = Walk(trace, before.Length, after.Length);
        middle.Reverse();
        kept.AddRange(middle.Select(pair => (pair.Before + offset, pair.After + offset)));
    }

    /// <returns>Per number of edits the furthest row of each diagonal, or <see langword="null"/> when the budget did not suffice.</returns>
    private static List<int[]>? Search<T>(ReadOnlySpan<T> before, ReadOnlySpan<T> after, int most)
        where T : IEquatable<T>
    {
        var trace = new List<int[]>();
        var last = new int[3];
        for (var edits = 0; edits <= most; edits++)
        {
            // Diagonal k stands at index k + edits + 1.
            var furthest = new int[(2 * edits) + 3];
            for (var diagonal = -edits; diagonal <= edits; diagonal += 2)
            {
                var x = edits == 0 ? 0 : Furthest(last, diagonal, edits);
                while (x < before.Length && x - diagonal < after.Length && before[x].Equals(after[x - diagonal]))
                {
                    x++;
                }

                furthest[diagonal + edits + 1] = x;
                if (x >= before.Length && x - diagonal >= after.Length)
                {
                    trace.Add(furthest);
                    return trace;
                }
            }

            trace.Add(furthest);
            last = furthest;
        }

        return null;
    }

    // Where the next edit leads furthest: down from the diagonal above (an addition), or right from the one below (a removal).
    private static int Furthest(int[] last, int diagonal, int edits)
    {
        var (below, above) = Neighbours(last, diagonal, edits);
        return IsAddition(below, above, diagonal, edits) ? above : below + 1;
    }

    // One edit less ends on the diagonals beside this one; at the rim one of them is not there.
    private static (int Below, int Above) Neighbours(int[] last, int diagonal, int edits) =>
        (diagonal == -edits ? -1 : last[diagonal - 1 + edits], diagonal == edits ? -1 : last[diagonal + 1 + edits]);

    private static bool IsAddition(int below, int above, int diagonal, int edits) => diagonal == -edits || (diagonal != edits && below < above);

    private static List<(int Before, int After)> Walk(List<int[]> trace, int x, int y)
    {
        var kept = new List<(int, int)>();
        for (var edits = trace.Count - 1; edits > 0; edits--)
        {
            var (last, diagonal) = (trace[edits - 1], x - y);
            var (below, above) = Neighbours(last, diagonal, edits);
            var isAddition = IsAddition(below, above, diagonal, edits);
            var beforeX = isAddition ? above : below;
            var beforeY = beforeX - (isAddition ? diagonal + 1 : diagonal - 1);
            Snake(x, y, isAddition ? beforeX : beforeX + 1, kept);
            (x, y) = (beforeX, beforeY);
        }

        Snake(x, y, 0, kept);
        return kept;
    }

    private static void Snake(int x, int y, int until, List<(int, int)> kept)
    {
        while (x > until)
        {
            kept.Add((--x, --y));
        }
    }
}
