namespace Lanekeeper.Models.Baseline.Text;

/// <summary>Shortens texts for a limit that counts code points, as JSON Schema's <c>maxLength</c> does, and never halves one.</summary>
internal static class Cut
{
    public static int Length(string text) => text.EnumerateRunes().Count();

    public static string At(string text, int length)
    {
        var (end, count) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (++count > length)
            {
                return text[..end];
            }

            end += rune.Utf16SequenceLength;
        }

        return text;
    }

    /// <summary>Cut after a whole word where there is one in the last third, with an ellipsis.</summary>
    public static string AtWord(string text, int length)
    {
        if (Length(text) <= length)
        {
            return text;
        }

        var cut = At(text, Math.Max(length - 1, 0));
        var space = cut.LastIndexOf(' ');
        return At((space > cut.Length * 2 / 3 ? cut[..space] : cut).TrimEnd() + "…", length);
    }
}
