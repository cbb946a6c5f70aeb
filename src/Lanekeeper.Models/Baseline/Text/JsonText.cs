using System.Text;
using System.Text.Json;

namespace Lanekeeper.Models.Baseline.Text;

/// <summary>Reads strings of JSON that came from outside: half a surrogate pair, which is legal JSON and not text, becomes a replacement character.</summary>
internal static class JsonText
{
    private const int DeepestInput = 32;

    public static string? Of(JsonElement value) => value.ValueKind == JsonValueKind.String ? OfString(value) : null;

    /// <summary>Every string inside a value, in its order.</summary>
    public static IEnumerable<string> All(JsonElement value, int depth = 0) => value.ValueKind switch
    {
        JsonValueKind.String => [OfString(value)],
        JsonValueKind.Array when depth < DeepestInput => value.EnumerateArray().SelectMany(item => All(item, depth + 1)),
        JsonValueKind.Object when depth < DeepestInput => value.EnumerateObject().SelectMany(member => All(member.Value, depth + 1)),
        _ => [],
    };

    /// <summary>What stands at <c>a.b.c</c>, or null.</summary>
    public static JsonElement? At(JsonElement value, IEnumerable<string> path)
    {
        foreach (var name in path)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
            {
                return null;
            }
        }

        return value;
    }

    /// <summary>The text with every lone surrogate replaced, so that it can be written as UTF-8 and read back the same.</summary>
    public static string WellFormed(string text)
    {
        var at = IndexOfLoneSurrogate(text);
        if (at < 0)
        {
            return text;
        }

        var mended = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            mended.Append(rune.ToString());
        }

        return mended.ToString();
    }

    private static string OfString(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // GetString refuses escaped halves of surrogate pairs; everything else it has accepted at parsing.
            return Unescaped(value.GetRawText());
        }
    }

    // The rest of the escapes stay as they were written: such a string is garbage in, and only must not stop the house.
    private static string Unescaped(string raw) => WellFormed(raw.Trim('"'));

    private static int IndexOfLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
