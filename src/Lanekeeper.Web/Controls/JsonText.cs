using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lanekeeper.Web.Controls;

/// <summary>JSON for reading: indented, letters as themselves. Whoever shows it escapes it.</summary>
public static class JsonText
{
    private const int Deepest = 256;
    private const int Escape = 6;

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
            return JsonElement.Parse(Mend(text), Deep);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Half a surrogate pair may be written as JSON, and no string can be read from it: it becomes the replacement character.
    private static string Mend(string text)
    {
        if (!text.Contains("\\ud", StringComparison.OrdinalIgnoreCase))
        {
            return text;
        }

        var mended = text.ToCharArray();
        for (var i = 0; i < mended.Length - 1; i++)
        {
            if (mended[i] != '\\')
            {
                continue;
            }

            if (UnitAt(text, i) is { } unit && char.IsSurrogate(unit))
            {
                var isPair = char.IsHighSurrogate(unit) && UnitAt(text, i + Escape) is { } second && char.IsLowSurrogate(second);
                if (!isPair)
                {
                    "fffd".CopyTo(mended.AsSpan(i + 2));
                }

                i += (isPair ? 2 : 1) * Escape - 1;
            }
            else
            {
                i++;
            }
        }

        return new(mended);
    }

    /// <returns>The unit of UTF-16 that <c>\u....</c> stands for there.</returns>
    private static char? UnitAt(string text, int at) =>
        at + Escape <= text.Length && text[at] == '\\' && text[at + 1] == 'u' && ushort.TryParse(text.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit) ? (char)unit : null;
}
