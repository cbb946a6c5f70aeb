using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lanekeeper.Web.Inbox;

/// <summary>JSON as people read it.</summary>
internal static class JsonWords
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 256 };

    /// <summary>A string as it is; everything else as JSON.</summary>
    public static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Undefined => "",
        JsonValueKind.Object or JsonValueKind.Array => Indented(value),
        _ => value.GetRawText(),
    };

    public static string Indented(JsonElement value) => value.ValueKind == JsonValueKind.Undefined ? "" : JsonSerializer.Serialize(value, Readable);
}
