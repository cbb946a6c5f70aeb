using System.Text.Json;
using Lanekeeper.Models.Wire.Reading;

namespace Lanekeeper.Models.Translating.Answering;

/// <summary>A response repeats what was asked of it.</summary>
internal sealed class ResponsesEcho
{
    private readonly List<(string Name, ReadOnlyMemory<byte> Value)> _fields = [];

    /// <param name="body">A request that was read before, so it is JSON.</param>
    public ResponsesEcho(ReadOnlyMemory<byte> body)
    {
        var json = WireJson.Open(body.Span);
        json.Read();
        while (WireJson.NextMember(ref json))
        {
            var name = WireJson.Safe(ref json);
            json.Read();
            var from = (int)json.TokenStartIndex;
            json.Skip();
            if (name is "instructions" or "max_output_tokens" or "metadata" or "parallel_tool_calls" or "reasoning" or "temperature" or "text" or "tool_choice" or "tools" or "top_p" or "user")
            {
                _fields.RemoveAll(field => field.Name == name);
                _fields.Add((name, body[from..(int)json.BytesConsumed]));
            }
        }
    }

    public void Write(Utf8JsonWriter writer)
    {
        Write(writer, "instructions", "null"u8);
        Write(writer, "max_output_tokens", "null"u8);
        Write(writer, "metadata", "{}"u8);
        Write(writer, "parallel_tool_calls", "true"u8);
        Write(writer, "reasoning", """{"effort":null,"summary":null}"""u8);
        Write(writer, "temperature", "null"u8);
        Write(writer, "text", """{"format":{"type":"text"}}"""u8);
        Write(writer, "tool_choice", "\"auto\""u8);
        Write(writer, "tools", "[]"u8);
        Write(writer, "top_p", "null"u8);
        Write(writer, "user", "null"u8);
    }

    private void Write(Utf8JsonWriter writer, string name, ReadOnlySpan<byte> otherwise)
    {
        var asked = _fields.Find(field => field.Name == name).Value.Span;
        writer.WriteRaw(name, asked.IsEmpty || asked.SequenceEqual("null"u8) ? otherwise : asked);
    }
}
