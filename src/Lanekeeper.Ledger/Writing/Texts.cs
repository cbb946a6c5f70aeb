using System.Text.Json;

namespace Lanekeeper.Ledger.Writing;

/// <summary>Texts from outside that PostgreSQL would refuse are mended rather than lost with their row.</summary>
internal static class Texts
{
    private const int Longest = 10_000;

    /// <returns>The text with U+FFFD for each zero and each half of a surrogate pair, and cut where it is very long.</returns>
    public static string? Mend(string? text)
    {
        if (text is null || IsSound(text))
        {
            return text;
        }

        var mended = string.Create(Math.Min(text.Length, Longest), text, static (chars, from) =>
        {
            from.AsSpan(0, chars.Length).CopyTo(chars);
            for (var i = 0; i < chars.Length; i++)
            {
                if (i + 1 < chars.Length && char.IsSurrogatePair(chars[i], chars[i + 1]))
                {
                    i++;
                }
                else if (chars[i] == '\0' || char.IsSurrogate(chars[i]))
                {
                    chars[i] = '\uFFFD';
                }
            }
        });
        return mended;
    }

    /// <summary>JSON as it was written; PostgreSQL's <c>json</c> keeps it letter for letter.</summary>
    public static string Raw(JsonElement json) => json.ValueKind == JsonValueKind.Undefined ? "null" : json.GetRawText();

    private static bool IsSound(string text) =>
        text.Length <= Longest && !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') && !text.Contains('\0', StringComparison.Ordinal);
}
