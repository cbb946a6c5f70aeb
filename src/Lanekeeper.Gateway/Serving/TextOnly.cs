using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Lanekeeper.Gateway.Serving;

/// <summary>
/// Reads JSON that is handed on as it is. The framework's own reader lets strings pass that are no text, invalid UTF-8 and halves of
/// surrogate pairs, and the first room that reads one would fall over it.
/// </summary>
internal sealed class TextOnly : JsonConverter<JsonElement>
{
    public override bool HandleNull => true;

    public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var ahead = reader;
        var end = reader.CurrentDepth;
        do
        {
            if (ahead.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && !IsText(ref ahead))
            {
                throw new JsonException("A string holds bytes or escapes that are no text: invalid UTF-8, or half of a surrogate pair.");
            }
        }
        while (!(ahead.CurrentDepth == end && ahead.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) && ahead.Read());

        return JsonElement.ParseValue(ref reader);
    }

    public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) => value.WriteTo(writer);

    private static bool IsText(ref Utf8JsonReader reader)
    {
        if (reader is { ValueIsEscaped: false, HasValueSequence: false })
        {
            return Utf8.IsValid(reader.ValueSpan);
        }

        try
        {
            return reader.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
