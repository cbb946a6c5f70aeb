using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Lanekeeper.JsonSchema.Values;

/// <summary>Values put in words for messages: short, and never more than a line.</summary>
internal static class Words
{
    private const int Longest = 60;
    private const int MostListed = 12;

    /// <summary>The value itself when it is short, what it is when it is not.</summary>
    public static string Found(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => Count(value.GetPropertyCount(), "an object with", "property", "properties"),
        JsonValueKind.Array => Count(value.GetArrayLength(), "an array of", "item", "items"),
        JsonValueKind.String => Quote(JsonText.String(value)),
        _ => Short(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value))),
    };

    /// <summary>A value that a schema demands.</summary>
    public static string Demanded(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
            ? Quote(JsonText.String(value))
            : Short(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value)));

    public static string Quote(string text) => $"\"{Short(text)}\"";

    public static string List(IEnumerable<string> words)
    {
        var all = words.Take(MostListed + 1).ToArray();
        return all.Length > MostListed ? $"{string.Join(", ", all[..MostListed])} ..." : string.Join(", ", all);
    }

    public static string Count(long count, string one, string many) => $"{count} {(count == 1 ? one : many)}";

    private static string Count(int count, string prefix, string one, string many) =>
        count == 0 ? $"an empty {(one == "item" ? "array" : "object")}" : $"{prefix} {Count(count, one, many)}";

    private static string Short(string text)
    {
        var line = text.AsSpan().IndexOfAny('\n', '\r') < 0 ? text : text.ReplaceLineEndings("\\n");
        return line.Length <= Longest ? line : $"{line[..Longest]}…";
    }
}
