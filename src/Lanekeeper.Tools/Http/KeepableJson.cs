using System.Text;
using System.Text.Json;

namespace Lanekeeper.Tools.Http;

/// <summary>JSON from outside in a form that PostgreSQL keeps and every reader reads: what is no text becomes U+FFFD.</summary>
internal static class KeepableJson
{
    // Below the 64 levels that readers expect, since the answer is put into an output, and that into a run.
    private const int Deepest = 48;
    private const int LongestNumber = 1000;

    /// <returns><see langword="null"/> for what is no JSON, or can only be kept as a text.</returns>
    public static string? Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new() { MaxDepth = Deepest });
            return HasKeepableNumbers(document.RootElement) ? Mend(document.RootElement.GetRawText()) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool HasKeepableNumbers(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().All(member => HasKeepableNumbers(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().All(HasKeepableNumbers),
        JsonValueKind.Number => IsKeepable(value.GetRawText()),
        _ => true,
    };

    /// <remarks>Numbers like 1e9999999 are JSON, and no database's.</remarks>
    private static bool IsKeepable(string number)
    {
        var exponent = number.IndexOfAny(['e', 'E']);
        return number.Length <= LongestNumber && (exponent < 0 || number.AsSpan(exponent + 1).TrimStart("+-").TrimStart('0').Length <= 3);
    }

    /// <remarks>Backslashes stand only in strings, so this needs to know nothing else of JSON.</remarks>
    private static string Mend(string json)
    {
        if (!json.Contains("\\u", StringComparison.Ordinal))
        {
            return json;
        }

        var mended = new StringBuilder(json.Length);
        for (var i = 0; i < json.Length;)
        {
            var length = json[i] != '\\' ? 1 : json[i + 1] != 'u' ? 2 : IsPair(json, i) ? 12 : 6;
            var isNoText = length == 6 && (Unit(json, i) == '\0' || char.IsSurrogate(Unit(json, i)));
            mended.Append(isNoText ? "\\ufffd" : json.AsSpan(i, length));
            i += length;
        }

        return mended.ToString();
    }

    private static bool IsPair(string json, int at) =>
        char.IsHighSurrogate(Unit(json, at)) && json.AsSpan(at + 6).StartsWith("\\u") && char.IsLowSurrogate(Unit(json, at + 6));

    private static char Unit(string json, int at) => (char)Convert.ToInt32(json.Substring(at + 2, 4), 16);
}
