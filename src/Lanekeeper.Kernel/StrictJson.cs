using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace Lanekeeper.Kernel;

/// <summary>Finds JSON of which two readers may make two different values: so a person would approve one, and a system get the other.</summary>
public static class StrictJson
{
    private const string NoUnicode = "it holds text that is no valid Unicode";

    /// <returns>What is wrong with a value from outside, or <see langword="null"/>: members given twice, nesting too deep, text that is no Unicode.</returns>
    public static string? FaultOf(JsonElement value, int deepest)
    {
        if (value.ValueKind == JsonValueKind.Undefined)
        {
            return "there is no value";
        }

        var raw = JsonMarshal.GetRawUtf8Value(value);
        if (!Utf8.IsValid(raw) || HasHalfOfPair(raw))
        {
            return NoUnicode;
        }

        try
        {
            using var document = JsonDocument.Parse(raw.ToArray(), new() { MaxDepth = deepest, AllowDuplicateProperties = false });
            return null;
        }
        catch (JsonException exception)
        {
            return exception.Message;
        }
    }

    /// <remarks>Backslashes stand only in strings. In sound UTF-8 a surrogate can only be an escape.</remarks>
    private static bool HasHalfOfPair(ReadOnlySpan<byte> raw)
    {
        while (raw.IndexOf((byte)'\\') is >= 0 and var at)
        {
            raw = raw[at..];
            var isUnit = raw[1] == 'u';
            var unescaped = isUnit ? CanonicalText.Unescape(raw[..Math.Min(raw.Length, EscapeLength(raw))]) : [];
            if (isUnit && !Utf8.IsValid(unescaped))
            {
                return true;
            }

            raw = raw[(isUnit ? EscapeLength(raw) : 2)..];
        }

        return false;
    }

    // Two escapes where the first may be the first half of a pair.
    private static int EscapeLength(ReadOnlySpan<byte> raw) => (raw[2] | 0x20) == 'd' && raw[3] is >= (byte)'8' && raw[6..].StartsWith("\\u"u8) ? 12 : 6;
}
