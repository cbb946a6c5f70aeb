using System.Text.Json;
using Lanekeeper.Models.Providing;
using Lanekeeper.Project;

namespace Lanekeeper.Models.Translating.Asking;

/// <summary>A chat completion's request as a messages request.</summary>
internal sealed class ChatToMessages(Utf8JsonWriter writer, Refusals refusals)
{
    private readonly MessagesParts _parts = new(writer, refusals);
    private readonly MessagesTurns _turns = new(writer, refusals);

    public void Write(JsonElement request, ModelDefinition model, bool isStream)
    {
        Check(request);
        writer.WriteStartObject();
        _parts.Head(request, model, request.Get("max_completion_tokens") ?? request.Get("max_tokens"), isStream);
        WriteStop(request.Get("stop"));

        // There it marks the last block of the request that can be cached.
        _parts.Value("cache_control", request.Get("cache_control"));
        WriteTools(request);
        _parts.Format(request.Get("response_format"), "response_format", "json_schema");
        _parts.Effort(request.Get("reasoning_effort"), "reasoning_effort");
        _parts.Output();
        WriteConversation(request.Get("messages"));
        writer.WriteEndObject();
    }

    private void Check(JsonElement request)
    {
        foreach (var field in request.Members())
        {
            if (field.Name is not ("model" or "messages" or "max_tokens" or "max_completion_tokens" or "stream" or "temperature" or "top_p" or "stop" or "tools" or "tool_choice"
                or "parallel_tool_calls" or "response_format" or "reasoning_effort" or "user" or "safety_identifier" or "cache_control"))
            {
                Harmless.Check(WireKind.ChatCompletions, field, refusals);
            }
        }
    }

    private void WriteStop(JsonElement? stop)
    {
        if (stop is { ValueKind: JsonValueKind.String } one)
        {
            writer.WriteStartArray("stop_sequences");
            writer.WriteRawValue(one.Raw(), skipInputValidation: true);
            writer.WriteEndArray();
        }
        else
        {
            _parts.Value("stop_sequences", stop);
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

        _parts.Choice(request.Get("tool_choice"), "function", request.Get("parallel_tool_calls"), tools.Count > 0);
    }

    private void WriteTool(JsonElement tool, string path)
    {
        if (tool.Get("type").Text() != "function" || tool.Get("function") is not { } function)
        {
            refusals.Add($"{path}.type", "Only functions are carried. Leave the tool out, or name a model of the provider that has it.");
            return;
        }

        refusals.AddUnknown(tool, path, "type", "function", "cache_control");
        refusals.AddUnknown(function, $"{path}.function", "name", "description", "parameters", "strict", "cache_control");
        _parts.Tool(function, $"{path}.function", tool.Get("cache_control") ?? function.Get("cache_control"));
    }

    private void WriteConversation(JsonElement? messages)
    {
        if (messages is not { ValueKind: JsonValueKind.Array } all)
        {
            refusals.Add("messages", "It is to be a list of messages.");
            return;
        }

        WriteSystem(all);
        writer.WriteStartArray("messages");
        foreach (var (i, message) in all.Items().Index())
        {
            WriteMessage(message, $"messages[{i}]");
        }

        _turns.Close();
        writer.WriteEndArray();
    }

    // There they stand before the conversation, wherever they stood in it.
    private void WriteSystem(JsonElement messages)
    {
        var texts = new List<Passage>();
        foreach (var (i, message) in messages.Items().Index().Where(each => IsSystem(each.Item)))
        {
            refusals.AddUnknown(message, $"messages[{i}]", "role", "content", "name", "cache_control");
            texts.AddRange(Texts(message, $"messages[{i}]"));
        }

        _parts.System(texts);
    }

    private static bool IsSystem(JsonElement message) => message.Get("role").Text() is "system" or "developer";

    // What a message says of the cache is said of its last text, where that says nothing of it itself.
    private List<Passage> Texts(JsonElement message, string path)
    {
        var texts = new List<Passage>();
        foreach (var (part, at) in Parts(message.Get("content"), $"{path}.content"))
        {
            var isPlain = part.ValueKind == JsonValueKind.String;
            if (!isPlain && part.Get("type").Text() != "text")
            {
                refusals.Add($"{at}.type", "Here only text is carried.");
            }
            else if (refusals.Said(isPlain ? part : part.Get("text"), at) is { } words)
            {
                texts.Add(new(words, part.Get("cache_control")));
            }
        }

        if (texts.Count > 0)
        {
            texts[^1] = texts[^1] with { Cache = texts[^1].Cache ?? message.Get("cache_control") };
        }

        return texts;
    }

    // Content is one text, or a list of parts.
    private IEnumerable<(JsonElement Part, string Path)> Parts(JsonElement? content, string path)
    {
        if (content is { ValueKind: JsonValueKind.String } text)
        {
            yield return (text, path);
            yield break;
        }

        foreach (var (i, part) in refusals.Items(content, path).Index())
        {
            refusals.AddUnknown(part, $"{path}[{i}]", "type", "text", "image_url", "refusal", "cache_control", "prompt_cache_breakpoint");
            yield return (part, $"{path}[{i}]");
        }
    }

    private void WriteMessage(JsonElement message, string path)
    {
        switch (message.Get("role").Text())
        {
            case "system" or "developer":
                break;
            case "user":
                refusals.AddUnknown(message, path, "role", "content", "name", "cache_control");
                WriteContent(MessagesTurns.User, message, path);
                break;
            case "assistant":
                WriteAssistant(message, path);
                break;
            case "tool":
                WriteResult(message, path);
                break;
            default:
                refusals.Add($"{path}.role", "Known are system, developer, user, assistant and tool.");
                break;
        }

        _turns.Cache(message.Get("cache_control"));
        _turns.End();
    }

    private void WriteContent(string role, JsonElement message, string path)
    {
        if (role == MessagesTurns.User && message.Get("content") is null)
        {
            refusals.Add($"{path}.content", "A text or a list of parts is to stand here.");
        }

        foreach (var (part, at) in Parts(message.Get("content"), $"{path}.content"))
        {
            switch (part.ValueKind == JsonValueKind.String ? "" : part.Get("type").Text())
            {
                case "":
                    _turns.Text(role, part, at);
                    break;
                case "text":
                    _turns.Text(role, part.Get("text"), at);
                    break;
                case "refusal" when role == MessagesTurns.Assistant:
                    _turns.Text(role, part.Get("refusal"), at);
                    break;
                case "image_url" when role == MessagesTurns.User:
                    refusals.AddUnknown(part.Get("image_url") ?? default, $"{at}.image_url", "url", "detail");
                    _turns.Image(role, part.Get("image_url").Get("url"), $"{at}.image_url.url");
                    break;
                default:
                    refusals.Add($"{at}.type", "Carried are texts and, of users, images.");
                    break;
            }

            _turns.Cache(part.Get("cache_control"));
        }
    }

    private void WriteAssistant(JsonElement message, string path)
    {
        refusals.AddUnknown(message, path, "role", "content", "name", "refusal", "tool_calls", "thinking_blocks", "annotations", "reasoning_content", "cache_control");
        foreach (var (i, block) in refusals.Items(message.Get("thinking_blocks"), $"{path}.thinking_blocks").Index())
        {
            if (block.Get("type").Text() is not ("thinking" or "redacted_thinking"))
            {
                refusals.Add($"{path}.thinking_blocks[{i}].type", "Known are thinking and redacted_thinking.");
            }

            _turns.Thought(block);
        }

        WriteContent(MessagesTurns.Assistant, message, path);
        if (message.Get("refusal") is { } refusal)
        {
            _turns.Text(MessagesTurns.Assistant, refusal, $"{path}.refusal");
        }

        foreach (var (i, call) in refusals.Items(message.Get("tool_calls"), $"{path}.tool_calls").Index())
        {
            var at = $"{path}.tool_calls[{i}]";
            refusals.AddUnknown(call, at, "id", "type", "function", "index");
            if (call.Get("type") is { } type && type.Text() != "function")
            {
                refusals.Add($"{at}.type", "Only calls of functions are carried.");
            }

            var function = call.Get("function");
            _turns.Call(call.Get("id").TextOrEmpty(), function.Get("name"), function.Get("arguments"), $"{at}.function.arguments");
        }
    }

    private void WriteResult(JsonElement message, string path)
    {
        refusals.AddUnknown(message, path, "role", "content", "name", "tool_call_id", "cache_control");
        var texts = Texts(message, path);
        _turns.BeginResult(message.Get("tool_call_id").TextOrEmpty());
        texts.ForEach(each => _turns.ResultText(each.Text, path));
        _turns.EndResult();

        // Within a result it is turned down.
        _turns.Cache(texts.LastOrDefault(each => each.Cache is not null).Cache);
    }
}
