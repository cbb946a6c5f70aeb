using System.Text.Json;
using Lanekeeper.Models.Providing;
using Lanekeeper.Project;

namespace Lanekeeper.Models.Translating.Asking;

/// <summary>A request of Responses as a messages request.</summary>
internal sealed class ResponsesToMessages(Utf8JsonWriter writer, Refusals refusals)
{
    private readonly MessagesParts _parts = new(writer, refusals);
    private readonly MessagesTurns _turns = new(writer, refusals);

    public void Write(JsonElement request, ModelDefinition model, bool isStream)
    {
        Check(request);
        writer.WriteStartObject();
        _parts.Head(request, model, request.Get("max_output_tokens"), isStream);
        WriteTools(request);
        WriteOutput(request);
        WriteConversation(request);
        writer.WriteEndObject();
    }

    private void Check(JsonElement request)
    {
        foreach (var field in request.Members())
        {
            if (field.Name is not ("model" or "input" or "instructions" or "max_output_tokens" or "stream" or "temperature" or "top_p" or "text" or "tools" or "tool_choice"
                or "parallel_tool_calls" or "reasoning" or "user" or "safety_identifier"))
            {
                Harmless.Check(WireKind.Responses, field, refusals);
            }
        }
    }

    private void WriteOutput(JsonElement request)
    {
        var (text, reasoning) = (request.Get("text"), request.Get("reasoning"));
        refusals.AddUnknown(text ?? default, "text", "format", "verbosity");
        if (text.Get("verbosity") is { } verbosity && verbosity.Text() != "medium")
        {
            refusals.Add("text.verbosity", "There it can only be medium.");
        }

        // What the model thought is said in any case, so which summary is asked for does not matter.
        refusals.AddUnknown(reasoning ?? default, "reasoning", "effort", "summary", "generate_summary");
        _parts.Format(text.Get("format"), "text.format", inner: null);
        _parts.Effort(reasoning.Get("effort"), "reasoning.effort");
        _parts.Output();
    }

    private void WriteTools(JsonElement request)
    {
        var tools = refusals.Items(request.Get("tools"), "tools").ToList();
        if (tools.Count > 0)
        {
            writer.WriteStartArray("tools");
            foreach (var (i, tool) in tools.Index())
            {
                if (tool.Get("type").Text() != "function")
                {
                    refusals.Add($"tools[{i}].type", "Only functions are carried. Leave the tool out, or name a model of the provider that has it.");
                }

                refusals.AddUnknown(tool, $"tools[{i}]", "type", "name", "description", "parameters", "strict");
                _parts.Tool(tool, $"tools[{i}]");
            }

            writer.WriteEndArray();
        }

        _parts.Choice(request.Get("tool_choice"), inner: null, request.Get("parallel_tool_calls"), tools.Count > 0);
    }

    private void WriteConversation(JsonElement request)
    {
        var input = request.Get("input");
        WriteSystem(request.Get("instructions"), input);
        writer.WriteStartArray("messages");
        if (input is { ValueKind: JsonValueKind.String } text)
        {
            _turns.Text(MessagesTurns.User, text, "input");
        }
        else if (input is not { ValueKind: JsonValueKind.Array })
        {
            refusals.Add("input", "It is to be a text or a list of items.");
        }

        foreach (var (i, item) in input.Items().Index())
        {
            WriteItem(item, $"input[{i}]");
        }

        _turns.Close();
        writer.WriteEndArray();
    }

    private void WriteSystem(JsonElement? instructions, JsonElement? input)
    {
        var texts = new List<Passage>();
        if (instructions is not null && refusals.Said(instructions, "instructions") is { } first)
        {
            texts.Add(new(first));
        }

        foreach (var (i, item) in input.Items().Index().Where(each => IsSystem(each.Item)))
        {
            foreach (var (part, at) in Parts(item.Get("content"), $"input[{i}].content"))
            {
                var isPlain = part.ValueKind == JsonValueKind.String;
                if (!isPlain && part.Get("type").Text() is not ("input_text" or "text"))
                {
                    refusals.Add($"{at}.type", "Here only text is carried.");
                }
                else if (refusals.Said(isPlain ? part : part.Get("text"), at) is { } words)
                {
                    texts.Add(new(words));
                }
            }
        }

        _parts.System(texts);
    }

    private static bool IsSystem(JsonElement item) => item.Get("role").Text() is "system" or "developer";

    private IEnumerable<(JsonElement Part, string Path)> Parts(JsonElement? content, string path)
    {
        if (content is { ValueKind: JsonValueKind.String } text)
        {
            yield return (text, path);
            yield break;
        }

        foreach (var (i, part) in refusals.Items(content, path).Index())
        {
            refusals.AddUnknown(part, $"{path}[{i}]", "type", "text", "image_url", "detail", "refusal", "annotations", "logprobs", "prompt_cache_breakpoint");
            yield return (part, $"{path}[{i}]");
        }
    }

    private void WriteItem(JsonElement item, string path)
    {
        switch (item.Get("type").Text() ?? (item.Get("role") is null ? null : "message"))
        {
            case "message":
                refusals.AddUnknown(item, path, "type", "role", "content", "id", "status", "phase");
                WriteMessage(item, path);
                break;
            case "function_call":
                refusals.AddUnknown(item, path, "type", "id", "call_id", "name", "arguments", "status");
                _turns.Call(item.Get("call_id").TextOrEmpty(), item.Get("name"), item.Get("arguments"), $"{path}.arguments");
                break;
            case "function_call_output":
                refusals.AddUnknown(item, path, "type", "id", "call_id", "output", "status");
                WriteResult(item, path);
                break;
            case "reasoning":
                refusals.AddUnknown(item, path, "type", "id", "summary", "content", "encrypted_content", "status");
                WriteThought(item, path);
                break;
            default:
                refusals.Add($"{path}.type", "Carried are messages, calls of functions, their outputs, and what a model of this format thought. What is kept at a provider is not: send the items themselves, and `store: false`.");
                break;
        }
    }

    private void WriteMessage(JsonElement item, string path)
    {
        if (IsSystem(item))
        {
            return;
        }

        var role = item.Get("role").Text();
        if (role is not ("user" or "assistant"))
        {
            refusals.Add($"{path}.role", "Known are system, developer, user and assistant.");
            return;
        }

        foreach (var (part, at) in Parts(item.Get("content"), $"{path}.content"))
        {
            switch (part.ValueKind == JsonValueKind.String ? "" : part.Get("type").Text())
            {
                case "":
                    _turns.Text(role, part, at);
                    break;
                case "input_text" or "output_text" or "text":
                    _turns.Text(role, part.Get("text"), at);
                    break;
                case "refusal" when role == MessagesTurns.Assistant:
                    _turns.Text(role, part.Get("refusal"), at);
                    break;
                case "input_image" when role == MessagesTurns.User:
                    _turns.Image(role, part.Get("image_url"), $"{at}.image_url");
                    break;
                default:
                    refusals.Add($"{at}.type", "Carried are texts and, of users, images.");
                    break;
            }
        }
    }

    private void WriteResult(JsonElement item, string path)
    {
        _turns.BeginResult(item.Get("call_id").TextOrEmpty());
        foreach (var (part, at) in Parts(item.Get("output"), $"{path}.output"))
        {
            switch (part.ValueKind == JsonValueKind.String ? "" : part.Get("type").Text())
            {
                case "":
                    _turns.ResultText(part, at);
                    break;
                case "input_text":
                    _turns.ResultText(part.Get("text"), at);
                    break;
                case "input_image":
                    _turns.ResultImage(part.Get("image_url"), $"{at}.image_url");
                    break;
                default:
                    refusals.Add($"{at}.type", "Carried are texts and images.");
                    break;
            }
        }

        _turns.EndResult();
    }

    private void WriteThought(JsonElement item, string path)
    {
        switch (Thoughts.Read(item.Get("encrypted_content").Text()))
        {
            case { IsHidden: true } hidden:
                _turns.HiddenThought(hidden.Data);
                break;
            case { } signed:
                _turns.Thought(string.Concat(item.Get("summary").Items().Select(part => part.Get("text").Text())), signed.Data);
                break;
            case null when item.Get("encrypted_content") is null:
                // One that was cut short has no signature, and without one nothing is taken back.
                break;
            default:
                refusals.Add($"{path}.encrypted_content", "What a model thought can only be read by the provider at which it did. Leave the item out.");
                break;
        }
    }
}
