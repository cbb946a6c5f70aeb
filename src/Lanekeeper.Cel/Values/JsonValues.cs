using System.Text.Json;

namespace Lanekeeper.Cel.Values;

/// <summary>Between JSON and values.</summary>
internal static class JsonValues
{
    public static CelValue From(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => JsonText.Of(element),
        JsonValueKind.Number => Number(element),
        JsonValueKind.Array => CelValue.List(new JsonList(element)),
        JsonValueKind.Object => CelValue.Map(new JsonMap(element)),
        _ => CelValue.Null,
    };

    public static void Write(Utf8JsonWriter writer, in CelValue value)
    {
        switch (value.Kind)
        {
            case CelKind.Null: writer.WriteNullValue(); break;
            case CelKind.Bool: writer.WriteBooleanValue(value.IsTrue); break;
            case CelKind.Int: writer.WriteNumberValue(value.Int); break;
            case CelKind.Uint: writer.WriteNumberValue(value.Uint); break;
            case CelKind.Double when double.IsFinite(value.Double): writer.WriteNumberValue(value.Double); break;
            case CelKind.Bytes: writer.WriteBase64StringValue(value.Octets); break;
            case CelKind.List: WriteList(writer, value.Items); break;
            case CelKind.Map: WriteMap(writer, value.Entries); break;
            default: writer.WriteStringValue(Display.Of(value)); break;
        }
    }

    // 1.0 and 1e3 are written by people who mean a double, whatever they count.
    private static CelValue Number(JsonElement element) => element.TryGetInt64(out var whole) ? (CelValue)whole : element.GetDouble();

    private static void WriteList(Utf8JsonWriter writer, IReadOnlyList<CelValue> items)
    {
        writer.WriteStartArray();
        foreach (var item in items)
        {
            Write(writer, item);
        }

        writer.WriteEndArray();
    }

    private static void WriteMap(Utf8JsonWriter writer, IReadOnlyDictionary<CelValue, CelValue> entries)
    {
        writer.WriteStartObject();
        foreach (var (key, item) in entries)
        {
            writer.WritePropertyName(Display.Of(key));
            Write(writer, item);
        }

        writer.WriteEndObject();
    }
}
