namespace Lanekeeper.Cel.Functions;

/// <summary>The language counts code points, .NET counts UTF-16 units. They differ only where there are surrogate pairs.</summary>
internal static class CodePoints
{
    public static int Count(string text) => text.Length - Pairs(text);

    /// <summary>The index in units of a place in code points; -1 beyond the end.</summary>
    public static int ToUnits(string text, long place)
    {
        if (place < 0 || place > text.Length)
        {
            return -1;
        }

        if (!HasSurrogates(text))
        {
            return (int)place;
        }

        var unit = 0;
        for (; place > 0 && unit < text.Length; place--)
        {
            unit += WidthAt(text, unit);
        }

        return place == 0 ? unit : -1;
    }

    /// <summary>The place in code points of an index in units.</summary>
    public static long FromUnits(string text, int unit) => unit < 0 ? -1 : unit - Pairs(text.AsSpan(0, unit));

    public static int WidthAt(string text, int unit) =>
        unit + 1 < text.Length && char.IsSurrogatePair(text[unit], text[unit + 1]) ? 2 : 1;

    public static int WidthBefore(string text, int unit) =>
        unit >= 2 && char.IsSurrogatePair(text[unit - 2], text[unit - 1]) ? 2 : 1;

    private static int Pairs(ReadOnlySpan<char> text)
    {
        if (!HasSurrogates(text))
        {
            return 0;
        }

        var pairs = 0;
        for (var i = 1; i < text.Length; i++)
        {
            pairs += char.IsSurrogatePair(text[i - 1], text[i]) ? 1 : 0;
        }

        return pairs;
    }

    private static bool HasSurrogates(ReadOnlySpan<char> text) => text.ContainsAnyInRange('\uD800', '\uDFFF');
}
