using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lanekeeper.Project.Reading;

/// <summary>Nodes as JSON values, and the way back from a JSON Pointer to a place.</summary>
internal static class NodeJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonElement ToJson(this Node node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            Write(writer, node);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    /// <summary>The node that a JSON Pointer names, or the last one on the way that is there.</summary>
    public static Node At(this Node node, string pointer)
    {
        foreach (var part in pointer.Split('/').Skip(1).Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
        {
            var next = node switch
            {
                MapNode map => map.Find(part),
                ListNode list when int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) => list.Items.ElementAtOrDefault(index),
                _ => null,
            };

            if (next is null)
            {
                break;
            }

            node = next;
        }

        return node;
    }

    private static void Write(Utf8JsonWriter writer, Node node)
    {
        switch (node)
        {
            case MapNode map:
                writer.WriteStartObject();
                foreach (var entry in map.Entries)
                {
                    writer.WritePropertyName(entry.Name);
                    Write(writer, entry.Value);
                }

                writer.WriteEndObject();
                break;
            case ListNode list:
                writer.WriteStartArray();
                foreach (var item in list.Items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case ScalarNode scalar:
                Write(writer, scalar);
                break;
        }
    }

    private static void Write(Utf8JsonWriter writer, ScalarNode scalar)
    {
        switch (scalar.Kind)
        {
            case ScalarKind.Text:
                writer.WriteStringValue(scalar.Text);
                break;
            case ScalarKind.Number:
                writer.WriteRawValue(scalar.Text);
                break;
            case ScalarKind.Truth:
                writer.WriteBooleanValue(scalar.Text == "true");
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }
}
