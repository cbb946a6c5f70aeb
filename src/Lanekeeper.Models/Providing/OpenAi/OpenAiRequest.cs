using System.Buffers;
using System.Text.Json;
using Lanekeeper.Models.Shaping;
using Lanekeeper.Project;
using Microsoft.Extensions.AI;

namespace Lanekeeper.Models.Providing.OpenAi;

/// <summary>Writes the body of a chat completion.</summary>
internal static class OpenAiRequest
{
    public static byte[] Write(ModelDefinition model, IReadOnlyList<ChatMessage> messages, SchemaFile? output)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, SentSchema.Plain))
        {
            writer.WriteStartObject();
            writer.WriteString("model", model.Model);
            WriteMessages(writer, messages, Instructions(model, output));
            writer.WriteNumber(OpenAiModels.TakesMaxCompletionTokens(model) ? "max_completion_tokens" : "max_tokens", model.MaxOutputTokens);
            if (model.Temperature is { } temperature)
            {
                writer.WriteNumber("temperature", temperature);
            }

            if (output is not null)
            {
                WriteFormat(writer, model, output);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static string? Instructions(ModelDefinition model, SchemaFile? output) =>
        output is null || OpenAiModels.TakesSchema(model.Model) ? null : SentSchema.Instructions(output);

    private static void WriteMessages(Utf8JsonWriter writer, IReadOnlyList<ChatMessage> messages, string? instructions)
    {
        writer.WriteStartArray("messages");
        if (instructions is not null)
        {
            WriteMessage(writer, "system", instructions);
        }

        foreach (var message in messages)
        {
            WriteMessage(writer, message.Role.Value, message.Text);
        }

        writer.WriteEndArray();
    }

    private static void WriteMessage(Utf8JsonWriter writer, string role, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("role", role);
        writer.WriteString("content", text);
        writer.WriteEndObject();
    }

    private static void WriteFormat(Utf8JsonWriter writer, ModelDefinition model, SchemaFile output)
    {
        writer.WriteStartObject("response_format");
        if (OpenAiModels.TakesSchema(model.Model))
        {
            var strict = SentSchema.Strict(output.Json, SchemaDialect.OpenAi);
            writer.WriteString("type", "json_schema");
            writer.WriteStartObject("json_schema");
            writer.WriteString("name", SentSchema.NameOf(output));
            writer.WriteBoolean("strict", strict is not null);
            writer.WritePropertyName("schema");
            (strict ?? SentSchema.Clean(output.Json)).WriteTo(writer);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteString("type", "json_object");
        }

        writer.WriteEndObject();
    }
}
