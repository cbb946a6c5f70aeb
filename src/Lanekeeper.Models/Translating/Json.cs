using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Lanekeeper.Models.Providing;

namespace Lanekeeper.Models.Translating;

/// <summary>Values as they go from one body into the other: mostly as the bytes that they are.</summary>
internal static class Json
{
    public static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };

    public static IEnumerable<JsonProperty> Members(this JsonElement value) => value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : [];

    public static IEnumerable<JsonElement> Items(this JsonElement value) => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    public static string? Text(this JsonElement value) => ((JsonElement?)value).Text();

    /// <summary>A text that says something.</summary>
    public static bool IsWords(this JsonElement value) => value.ValueKind == JsonValueKind.String && Raw(value).Length > 2;

    /// <summary>A text of white space alone, as letters or as escapes.</summary>
    public static bool IsBlank(this JsonElement text)
    {
        var rest = Raw(text)[1..^1];
        while (rest.Length > 0 && Space(rest) is > 0 and var length)
        {
            rest = rest[length..];
        }

        return rest.IsEmpty;
    }

    public static ReadOnlySpan<byte> Raw(this JsonElement value) => JsonMarshal.GetRawUtf8Value(value);

    /// <summary>The bytes between a text's quotes; with its escapes taken out where it has any.</summary>
    public static ReadOnlySpan<byte> Plain(this JsonElement text)
    {
        var inner = text.Raw()[1..^1];
        return inner.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(text.Text() ?? "") : inner;
    }

    public static void WriteRaw(this Utf8JsonWriter writer, string name, JsonElement value)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(value.Raw(), skipInputValidation: true);
    }

    public static void WriteRaw(this Utf8JsonWriter writer, string name, ReadOnlySpan<byte> json)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(json, skipInputValidation: true);
    }

    /// <summary>Words of ours and a text, as one text.</summary>
    public static void WriteJoined(this Utf8JsonWriter writer, string name, string words, JsonElement text) =>
        writer.WriteRaw(name, [(byte)'"', .. Encoding.UTF8.GetBytes(words), .. text.Raw()[1..]]);

    // How many bytes the white space takes with which these begin.
    private static int Space(ReadOnlySpan<byte> text) => text switch
    {
        [(byte)'\\', (byte)'n' or (byte)'t' or (byte)'r' or (byte)'f', ..] => 2,
        [(byte)'\\', (byte)'u', ..] => Utf8Parser.TryParse(text[2..6], out ushort letter, out _, 'x') && char.IsWhiteSpace((char)letter) ? 6 : 0,
        _ => Rune.DecodeFromUtf8(text, out var rune, out var length) == OperationStatus.Done && Rune.IsWhiteSpace(rune) ? length : 0,
    };

    /// <summary>Whether some text is one JSON object, as a tool's arguments are to be.</summary>
    public static bool IsObject(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Deep.MaxDepth });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            reader.Skip();
            return !reader.Read();
        }
        catch (JsonException)
        {
            // A model may write arguments that are none; the caller says what becomes of them.
            return false;
        }
    }
}
