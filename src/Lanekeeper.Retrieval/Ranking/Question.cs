namespace Lanekeeper.Retrieval.Ranking;

/// <summary>A question is a customer's text: it may be anything, and is asked as far as it can be.</summary>
internal static class Question
{
    /// <returns>The beginning of the text, without what PostgreSQL takes for no text.</returns>
    public static string Clean(string text, int longest)
    {
        var start = text.Length > longest ? text[..longest] : text;
        var isClean = start.AsSpan().IndexOf('\0') < 0 && start.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0;
        return isClean ? start : string.Concat(start.EnumerateRunes().Select(rune => rune.Value == 0 ? " " : rune.ToString()));
    }
}
