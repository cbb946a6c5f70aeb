namespace Lanekeeper.Project.Reading;

/// <summary>Finds the name that was probably meant.</summary>
internal static class Nearest
{
    private const int Longest = 64;

    /// <returns><c>; did you mean `name`?</c> or nothing.</returns>
    public static string Hint(string found, IEnumerable<string> known) => Find(found, known) is { } name ? $"; did you mean `{name}`?" : "";

    public static string? Find(string found, IEnumerable<string> known)
    {
        if (found.Length is 0 or > Longest)
        {
            return null;
        }

        var (best, fewest) = (default(string), Math.Min(found.Length / 3, 2) + 2);
        foreach (var name in known.Where(name => name.Length <= Longest))
        {
            var distance = string.Equals(name, found, StringComparison.OrdinalIgnoreCase) ? 0 : Distance(found, name);
            if (distance < fewest && distance < Math.Max(name.Length, found.Length))
            {
                (best, fewest) = (name, distance);
            }
        }

        return best;
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours between two words.</summary>
    public static int Distance(string from, string to)
    {
        var (before, last, row) = (new int[to.Length + 1], Enumerable.Range(0, to.Length + 1).ToArray(), new int[to.Length + 1]);
        for (var i = 1; i <= from.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var cost = from[i - 1] == to[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            (before, last, row) = (last, row, before);
        }

        return last[to.Length];
    }
}
