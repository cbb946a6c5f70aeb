using System.Text.Json;
using Lanekeeper.Models.Providing;
using Lanekeeper.Models.Providing.OpenAi;
using Lanekeeper.Models.Shaping;
using Lanekeeper.Project;

namespace Lanekeeper.Models.Translating.Asking;

/// <summary>A messages request as that of a chat completion.</summary>
internal sealed class MessagesToChat(Utf8JsonWriter writer, Refusals refusals)
{
    private const int MostStops = 4;
    private const int LongestUser = 64;

    private readonly ChatTurns _turns = new(writer, refusals);

    public void Write(JsonElement request, ModelDefinition model, bool isStream)
    {
        Check(request);
        writer.WriteStartObject();
        writer.WriteString("model", model.Model);
        WriteLimits(request, model);
        if (isStream)
        {
            writer.WriteBoolean("stream", true);
            writer.WriteStartObject("stream_options");
            writer.WriteBoolean("include_usage", true);
            writer.WriteEndObject();
        }

        WriteUser(request.Get("metadata"));
        WriteTools(request);
        WriteShape(request);
        WriteEffort(request.Get("thinking"), request.Get("output_config").Get("effort"));
        _turns.Write(request.Get("system"), request.Get("messages"));
        writer.WriteEndObject();
    }

    private void Check(JsonElement request)
    {
        foreach (var field in request.Members())
        {
            if (field.Name == "context_management")
            {
                CheckEdits(field.Value);
            }
            else if (field.Name is not ("model" or "messages" or "system" or "max_tokens" or "stop_sequences" or "stream" or "temperature" or "top_p" or "tools" or "tool_choice"
                or "thinking" or "output_config" or "output_format" or "metadata"))
            {
                Harmless.Check(WireKind.Messages, field, refusals);
            }
        }
    }

    // What is to be left out of earlier thinking does not matter where none is carried.
    private void CheckEdits(JsonElement management)
    {
        refusals.AddUnknown(management, "context_management", "edits");
        foreach (var (i, edit) in refusals.Items(management.Get("edits"), "context_management.edits").Index())
        {
            if (edit.Get("type").Text()?.StartsWith("clear_thinking_", StringComparison.Ordinal) != true)
            {
                refusals.Add($"context_management.edits[{i}].type", "There nothing edits the conversation. Send what is to be read.");
            }
        }
    }

    private void WriteLimits(JsonElement request, ModelDefinition model)
    {
        var limit = OpenAiModels.TakesMaxCompletionTokens(model) ? "max_completion_tokens" : "max_tokens";
        if (request.Get("max_tokens") is { } most)
        {
            writer.WriteRaw(limit, most);
        }
        else
        {
            writer.WriteNumber(limit, model.MaxOutputTokens);
        }

        WriteField("temperature", request.Get("temperature"));
        WriteField("top_p", request.Get("top_p"));
        var stops = refusals.Items(request.Get("stop_sequences"), "stop_sequences").Count();
        if (stops > MostStops)
        {
            refusals.Add("stop_sequences", $"There they can be {MostStops} at most.");
        }
        else if (stops > 0)
        {
            WriteField("stop", request.Get("stop_sequences"));
        }
    }

    private void WriteField(string name, JsonElement? value)
    {
        if (value is { } given)
        {
            writer.WriteRaw(name, given);
        }
    }

    // Longer names of users are turned down there; they do not change the answer.
    private void WriteUser(JsonElement? metadata)
    {
        refusals.AddUnknown(metadata ?? default, "metadata", "user_id");
        if (metadata.Get("user_id") is { ValueKind: JsonValueKind.String } user && user.Raw().Length is > 2 and <= LongestUser + 2)
        {
            writer.WriteRaw("user", user);
        }
    }

    private void WriteTools(JsonElement request)
    {
        var tools = refusals.Items(request.Get("tools"), "tools").ToList();
        if (tools.Count > 0)
        {
            writer.WriteStartArray("tools");
            foreach (var (i, tool) in tools.Index())
            {
                WriteTool(tool, $"tools[{i}]");
            }

            writer.WriteEndArray();
        }

        if (request.Get("tool_choice") is { } choice)
        {
            WriteChoice(choice, tools.Count > 0);
        }
    }

    private void WriteTool(JsonElement tool, string path)
    {
        if (tool.Get("type") is { } type && type.Text() != "custom")
        {
            refusals.Add($"{path}.type", "Only tools of your own are carried. Leave it out, or name a model of the provider that has it.");
        }

        refusals.AddUnknown(tool, path, "type", "name", "description", "input_schema", "strict", "cache_control", "eager_input_streaming");
        var isStrict = refusals.Flag(tool.Get("strict"), $"{path}.strict");
        writer.WriteStartObject();
        writer.WriteString("type", "function");
        writer.WriteStartObject("function");
        writer.WriteString("name", tool.Get("name").TextOrEmpty());
        WriteField("description", tool.Get("description"));
        WriteSchema("parameters", tool.Get("input_schema"), isStrict, $"{path}.input_schema");
        if (isStrict)
        {
            writer.WriteBoolean("strict", true);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void WriteChoice(JsonElement choice, bool hasTools)
    {
        refusals.AddUnknown(choice, "tool_choice", "type", "name", "disable_parallel_tool_use");
        var type = choice.Get("type").Text();
        switch (type)
        {
            case "tool":
                writer.WriteStartObject("tool_choice");
                writer.WriteString("type", "function");
                writer.WriteStartObject("function");
                writer.WriteString("name", choice.Get("name").TextOrEmpty());
                writer.WriteEndObject();
                writer.WriteEndObject();
                break;
            case "any":
                writer.WriteString("tool_choice", "required");
                break;
            case "auto" or "none" when !hasTools:
                break;
            case "auto" or "none":
                WriteField("tool_choice", choice.Get("type"));
                break;
            default:
                refusals.Add("tool_choice.type", "Known are auto, any, none and tool.");
                break;
        }

        if (type != "tool" && choice.Get("name") is { } name)
        {
            refusals.AddUnknown("tool_choice.name", name);
        }

        if (refusals.Flag(choice.Get("disable_parallel_tool_use"), "tool_choice.disable_parallel_tool_use") && hasTools)
        {
            writer.WriteBoolean("parallel_tool_calls", false);
        }
    }

    private void WriteShape(JsonElement request)
    {
        var config = request.Get("output_config");
        refusals.AddUnknown(config ?? default, "output_config", "format", "effort");
        var older = request.Get("output_format");
        var (format, path) = config.Get("format") is { } newer ? (newer, "output_config.format") : (older ?? default, "output_format");
        if (older is not null && path != "output_format")
        {
            refusals.Add("output_format", "The answer's shape is said in `output_config.format` too. Leave one of them out.");
        }

        if (format.ValueKind == JsonValueKind.Undefined)
        {
            return;
        }

        if (format.Get("type").Text() != "json_schema")
        {
            refusals.Add($"{path}.type", "An answer's shape is given by a JSON Schema. Ask for json_schema.");
        }

        refusals.AddUnknown(format, path, "type", "schema", "name");
        writer.WriteStartObject("response_format");
        writer.WriteString("type", "json_schema");
        writer.WriteStartObject("json_schema");
        writer.WriteString("name", "output");
        writer.WriteBoolean("strict", true);
        WriteSchema("schema", format.Get("schema"), isStrict: true, $"{path}.schema");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void WriteSchema(string name, JsonElement? schema, bool isStrict, string path)
    {
        var given = isStrict
            ? refusals.Strict(schema, SchemaDialect.OpenAi, path, "There a strict schema is an object whose members are all declared and all required, without keywords that depend on one another. Write it so; a member may be null instead of left out.")
            : schema;
        WriteField(name, given);
    }

    private void WriteEffort(JsonElement? thinking, JsonElement? effort)
    {
        refusals.AddUnknown(thinking ?? default, "thinking", "type", "budget_tokens", "display");
        if (thinking is not null && thinking.Get("type").Text() is not ("enabled" or "disabled" or "adaptive"))
        {
            refusals.Add("thinking.type", "Known are enabled, disabled and adaptive.");
        }

        if ((effort is null ? Budget(thinking) : Effort(thinking, effort)) is { } said)
        {
            writer.WriteString("reasoning_effort", said);
        }
    }

    private string? Effort(JsonElement? thinking, JsonElement? effort)
    {
        if (effort.Text() is not ("low" or "medium" or "high" or "xhigh"))
        {
            refusals.Add("output_config.effort", "There it can be low, medium, high or xhigh.");
        }

        if (thinking.Get("budget_tokens") is not null)
        {
            refusals.Add("thinking.budget_tokens", "There both are one word, which output_config.effort says already. Leave one of them out.");
        }

        return effort.Text();
    }

    // How much it may think is said in tokens here and in words there. Adaptive leaves it to the model, as saying nothing does.
    private string? Budget(JsonElement? thinking)
    {
        const string Field = "thinking.budget_tokens";
        var budget = thinking.Get("budget_tokens");
        if (thinking.Get("type").Text() != "enabled")
        {
            if (budget is not null)
            {
                refusals.Add(Field, "Only thinking of type enabled has a budget. Leave it out.");
            }

            return null;
        }

        if (budget.Count() is not { } tokens)
        {
            refusals.Add(Field, "A number of tokens is to stand here.");
            return null;
        }

        return tokens switch
        {
            <= 2048 => "low",
            <= 8192 => "medium",
            _ => "high",
        };
    }
}
