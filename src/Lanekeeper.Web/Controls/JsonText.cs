using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lanekeeper.Web.Controls;

/// <summary>JSON for reading: indented, letters as themselves. Whoever shows it escapes it.</summary>
public static class JsonText
{
    private const int Deepest = 256;

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = Deepest };

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, MaxDepth = Deepest, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(JsonElement value) => value.ValueKind == JsonValueKind.Undefined ? "" : JsonSerializer.Serialize(value, Indented);

    /// <summary>A string as it is; everything else as JSON.</summary>
    public static string Say(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : Write(value);

    /// <returns>The value, or <see langword="null"/> where the text is no JSON.</returns>
    public static JsonElement? Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        try
        {
            return JsonElement.Parse(text, Deep);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
