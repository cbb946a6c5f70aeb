using System.Text.Json;

namespace Lanekeeper.JsonSchema.Values;

/// <summary>JSON Pointer (RFC 6901).</summary>
internal static class JsonPointer
{
    public static string Escape(string name) =>
        name.AsSpan().ContainsAny('~', '/') ? name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal) : name;

    public static string Unescape(string token) =>
        token.Contains('~', StringComparison.Ordinal)
            ? token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)
            : token;

    /// <summary>One step into a value; false when it leads nowhere.</summary>
    public static bool TryStep(JsonElement value, string token, out JsonElement next)
    {
        next = default;
        return value.ValueKind switch
        {
            JsonValueKind.Object => JsonText.TryMember(value, Unescape(token), out next),
            JsonValueKind.Array => TryItem(value, token, out next),
            _ => false,
        };
    }

    private static bool TryItem(JsonElement array, string token, out JsonElement item)
    {
        item = default;
        var isIndex = token.Length is > 0 and < 10 && token.All(char.IsAsciiDigit) && (token[0] != '0' || token.Length == 1);
        if (!isIndex)
        {
            return false;
        }

        var index = int.Parse(token, System.Globalization.CultureInfo.InvariantCulture);
        if (index >= array.GetArrayLength())
        {
            return false;
        }

        item = array[index];
        return true;
    }
}
