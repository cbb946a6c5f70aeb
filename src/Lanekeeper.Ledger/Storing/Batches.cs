namespace Lanekeeper.Ledger.Storing;

internal static class Batches
{
    /// <summary>One property of all rows, as an array that <c>unnest</c> takes.</summary>
    public static TValue[] Column<TItem, TValue>(this IReadOnlyList<TItem> batch, Func<TItem, TValue> value)
    {
        var column = new TValue[batch.Count];
        for (var i = 0; i < column.Length; i++)
        {
            column[i] = value(batch[i]);
        }

        return column;
    }
}

internal static class Answers
{
    public static IReadOnlyList<Result<Done>> Done(int count)
    {
        Result<Done> done = Kernel.Done.Instance;
        return [.. Enumerable.Repeat(done, count)];
    }
}

internal static class Portions
{
    /// <summary>Cuts a batch so that each part's bytes stay within a bound; one item that is larger alone is a part of its own.</summary>
    public static IReadOnlyList<IReadOnlyList<TItem>> Of<TItem>(IReadOnlyList<TItem> batch, long largest, Func<TItem, long> size)
    {
        if (batch.Count == 0)
        {
            return [];
        }

        if (batch.Sum(size) <= largest)
        {
            return [batch];
        }

        var parts = new List<IReadOnlyList<TItem>>();
        var part = new List<TItem>();
        long held = 0;
        foreach (var item in batch)
        {
            if (part.Count > 0 && held + size(item) > largest)
            {
                parts.Add(part);
                (part, held) = ([], 0);
            }

            part.Add(item);
            held += size(item);
        }

        parts.Add(part);
        return parts;
    }
}
