using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Lanekeeper.Models.Shaping;
using Lanekeeper.Project;
using Microsoft.Extensions.AI;

namespace Lanekeeper.Models.Providing.Anthropic;

/// <summary>Writes the body of a messages request: the system's words apart from the conversation.</summary>
internal static partial class AnthropicRequest
{
    public static byte[] Write(ModelDefinition model, IReadOnlyList<ChatMessage> messages, SchemaFile? output)
    {
        var schema = output is null || BeforeSchemas().IsMatch(model.Model) ? null : SentSchema.Strict(output.Json, SchemaDialect.Anthropic);
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, SentSchema.Plain))
        {
            writer.WriteStartObject();
            writer.WriteString("model", model.Model);
            writer.WriteNumber("max_tokens", model.MaxOutputTokens);
            if (model.Temperature is { } temperature)
            {
                writer.WriteNumber("temperature", temperature);
            }

            var system = messages.Where(message => message.Role == ChatRole.System).Select(message => message.Text);
            WriteSystem(writer, output is not null && schema is null ? system.Append(SentSchema.Instructions(output)) : system);
            WriteMessages(writer, messages.Where(message => message.Role != ChatRole.System));
            if (schema is { } shape)
            {
                writer.WriteStartObject("output_config");
                writer.WriteStartObject("format");
                writer.WriteString("type", "json_schema");
                writer.WritePropertyName("schema");
                shape.WriteTo(writer);
                writer.WriteEndObject();
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteSystem(Utf8JsonWriter writer, IEnumerable<string> parts)
    {
        var system = string.Join("\n\n", parts);
        if (system.Length > 0)
        {
            writer.WriteString("system", system);
        }
    }

    private static void WriteMessages(Utf8JsonWriter writer, IEnumerable<ChatMessage> messages)
    {
        writer.WriteStartArray("messages");
        foreach (var message in messages)
        {
            writer.WriteStartObject();
            writer.WriteString("role", message.Role.Value);
            writer.WriteString("content", message.Text);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>The models before structured output are told the schema in words.</summary>
    [GeneratedRegex(@"^claude-(?:instant|2|3|4-|(?:opus|sonnet)-4-(?:0|2025))", RegexOptions.CultureInvariant)]
    private static partial Regex BeforeSchemas();
}
