using System.Text.Json;
using Lanekeeper.Models.Providing;

namespace Lanekeeper.Models.Translating.Asking;

/// <summary>Writes the conversation of a chat completion: a turn with results of tools becomes a message for each of them, and one for what is left.</summary>
internal sealed class ChatTurns(Utf8JsonWriter writer, Refusals refusals)
{
    private const string Failed = "Error: ";

    public void Write(JsonElement? system, JsonElement? messages)
    {
        if (messages is not { ValueKind: JsonValueKind.Array } all)
        {
            refusals.Add("messages", "It is to be a list of messages.");
            return;
        }

        CheckEnd(all);
        writer.WriteStartArray("messages");
        if (system is not null)
        {
            WriteMessage("system", Texts(system, "system"));
        }

        foreach (var (i, message) in all.Items().Index())
        {
            var path = $"messages[{i}]";
            refusals.AddUnknown(message, path, "role", "content");
            switch (message.Get("role").Text())
            {
                case "user":
                    WriteUser(message.Get("content"), $"{path}.content");
                    break;
                case "assistant":
                    WriteAssistant(message.Get("content"), $"{path}.content");
                    break;
                case "system":
                    WriteMessage("system", Texts(message.Get("content"), $"{path}.content"));
                    break;
                default:
                    refusals.Add($"{path}.role", "Known are user, assistant and system.");
                    break;
            }
        }

        writer.WriteEndArray();
    }

    // Anthropic's answer goes on from there; here it would begin anew, and what an app puts before it would stand there twice.
    private void CheckEnd(JsonElement messages)
    {
        var last = messages.Items().LastOrDefault();
        var content = last.Get("content");
        var end = content is { ValueKind: JsonValueKind.Array } blocks ? blocks.Items().LastOrDefault().Get("text") : content;
        if (last.Get("role").Text() == "assistant" && end is { } words && words.IsWords())
        {
            refusals.Add($"messages[{messages.GetArrayLength() - 1}].role", "There an answer does not go on from words that are put before it. End with what the user says, or name a model of the provider whose format you speak.");
        }
    }

    // One text or a list of blocks, and of each what it has to say.
    private IEnumerable<(JsonElement Block, string Type, string Path)> Blocks(JsonElement? content, string path)
    {
        if (content is { ValueKind: JsonValueKind.String } text)
        {
            yield return (text, "", path);
            yield break;
        }

        foreach (var (i, block) in refusals.Items(content, path).Index())
        {
            var type = block.Get("type").Text() ?? "none";
            refusals.AddUnknown(block, $"{path}[{i}]", Known(type));
            yield return (block, type, $"{path}[{i}]");
        }
    }

    private static string[] Known(string type) => type switch
    {
        "text" => ["type", "text", "cache_control", "citations"],
        "image" => ["type", "source", "cache_control"],
        "tool_use" => ["type", "id", "name", "input", "cache_control", "caller"],
        "tool_result" => ["type", "tool_use_id", "content", "is_error", "cache_control"],
        "thinking" => ["type", "thinking", "signature"],
        _ => ["type", "data", "source", "title", "context", "cache_control"],
    };

    private List<JsonElement> Texts(JsonElement? content, string path)
    {
        var texts = new List<JsonElement>();
        foreach (var (block, type, at) in Blocks(content, path))
        {
            if (type is not ("" or "text"))
            {
                refusals.Add($"{at}.type", "Here only text is carried.");
            }
            else if (refusals.Words(type.Length == 0 ? block : block.Get("text"), at) is { } words)
            {
                texts.Add(words);
            }
        }

        return texts;
    }

    private void WriteMessage(string role, List<JsonElement> texts)
    {
        if (texts.Count > 0)
        {
            writer.WriteStartObject();
            writer.WriteString("role", role);
            WriteContent(texts);
            writer.WriteEndObject();
        }
    }

    // Many servers of this format take one text only, so it is one where it can be.
    private void WriteContent(List<JsonElement> texts)
    {
        if (texts.Count == 1)
        {
            writer.WriteRaw("content", texts[0]);
            return;
        }

        writer.WriteStartArray("content");
        texts.ForEach(text => MessagesTurns.WriteText(writer, text));
        writer.WriteEndArray();
    }

    private void WriteUser(JsonElement? content, string path)
    {
        var (rest, shown) = (new List<(JsonElement Block, string Type, string Path)>(), new List<(JsonElement Block, string Path, string Call)>());
        foreach (var each in Blocks(content, path))
        {
            if (each.Type == "tool_result")
            {
                WriteResult(each.Block, each.Path, shown);
            }
            else
            {
                rest.Add(each);
            }
        }

        // A tool's message holds no image there, so it follows in the user's, behind words that say whose it is.
        var isPlain = shown.Count == 0 && rest.All(each => each.Type is "" or "text");
        if (isPlain)
        {
            WriteMessage("user", [.. rest.Select(each => refusals.Words(each.Type.Length == 0 ? each.Block : each.Block.Get("text"), each.Path)).OfType<JsonElement>()]);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("role", "user");
        writer.WriteStartArray("content");
        foreach (var (block, at, call) in shown)
        {
            WritePart($"Image in the result of tool call {call}:");
            WriteImage(block, at);
        }

        foreach (var each in rest)
        {
            WritePart(each.Block, each.Type, each.Path);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WritePart(JsonElement block, string type, string path)
    {
        switch (type)
        {
            case "" or "text" when refusals.Words(type.Length == 0 ? block : block.Get("text"), path) is { } words:
                MessagesTurns.WriteText(writer, words);
                break;
            case "" or "text":
                break;
            case "image":
                WriteImage(block, path);
                break;
            default:
                refusals.Add($"{path}.type", "Carried are texts, images and results of tools.");
                break;
        }
    }

    private void WritePart(string words)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "text");
        writer.WriteString("text", words);
        writer.WriteEndObject();
    }

    private void WriteImage(JsonElement block, string path)
    {
        var source = block.Get("source");
        writer.WriteStartObject();
        writer.WriteString("type", "image_url");
        writer.WriteStartObject("image_url");
        if (source.Get("type").Text() == "base64" && source.Get("data") is { ValueKind: JsonValueKind.String } data)
        {
            writer.WriteJoined("url", $"data:{MediaType(source, path)};base64,", data);
        }
        else if (source.Get("type").Text() == "url" && source.Get("url") is { ValueKind: JsonValueKind.String } url)
        {
            writer.WriteRaw("url", url);
        }
        else
        {
            refusals.Add($"{path}.source.type", "An image is carried as base64 or as an address.");
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private string MediaType(JsonElement? source, string path)
    {
        var type = Images.MediaType(source.Get("media_type").TextOrEmpty());
        if (type is null)
        {
            refusals.Add($"{path}.source.media_type", Images.Known);
        }

        return type ?? "";
    }

    private void WriteResult(JsonElement result, string path, List<(JsonElement Block, string Path, string Call)> shown)
    {
        var (texts, call) = (new List<JsonElement>(), result.Get("tool_use_id").TextOrEmpty());
        foreach (var (block, type, at) in Blocks(result.Get("content"), $"{path}.content"))
        {
            if (type == "image")
            {
                shown.Add((block, at, call));
            }
            else if (type is not ("" or "text"))
            {
                refusals.Add($"{at}.type", "Carried are texts and images.");
            }
            else if (refusals.Words(type.Length == 0 ? block : block.Get("text"), at) is { } words)
            {
                texts.Add(words);
            }
        }

        writer.WriteStartObject();
        writer.WriteString("role", "tool");
        writer.WriteString("tool_call_id", call);
        WriteResultContent(texts, refusals.Flag(result.Get("is_error"), $"{path}.is_error"));
        writer.WriteEndObject();
    }

    private void WriteResultContent(List<JsonElement> texts, bool isError)
    {
        if (texts.Count == 0)
        {
            writer.WriteString("content", isError ? Failed : "");
        }
        else if (!isError)
        {
            WriteContent(texts);
        }
        else if (texts.Count == 1)
        {
            writer.WriteJoined("content", Failed, texts[0]);
        }
        else
        {
            writer.WriteStartArray("content");
            WritePart(Failed);
            texts.ForEach(text => MessagesTurns.WriteText(writer, text));
            writer.WriteEndArray();
        }
    }

    private void WriteAssistant(JsonElement? content, string path)
    {
        var (texts, calls, thoughts) = (new List<JsonElement>(), new List<(JsonElement Block, string Path)>(), new List<string?>());
        foreach (var (block, type, at) in Blocks(content, path))
        {
            switch (type)
            {
                case "" or "text":
                    texts.AddRange(refusals.Words(type.Length == 0 ? block : block.Get("text"), at) is { } words ? [words] : []);
                    break;
                case "tool_use":
                    calls.Add((block, at));
                    break;
                case "thinking" when block.Get("signature").TextOrEmpty().Length == 0:
                    thoughts.Add(block.Get("thinking").Text());
                    break;
                case "thinking" or "redacted_thinking":
                    refusals.Add(at, "What a model thought can only be read by the provider at which it did. Leave the block out.");
                    break;
                default:
                    refusals.Add($"{at}.type", "Carried are texts, thinking without a signature, and tool_use.");
                    break;
            }
        }

        if (texts.Count + calls.Count > 0)
        {
            WriteAssistant(texts, calls, string.Concat(thoughts));
        }
    }

    private void WriteAssistant(List<JsonElement> texts, List<(JsonElement Block, string Path)> calls, string thoughts)
    {
        writer.WriteStartObject();
        writer.WriteString("role", "assistant");
        if (texts.Count > 0)
        {
            WriteContent(texts);
        }
        else
        {
            writer.WriteNull("content");
        }

        // It came from a server that says so, and some of these want it back.
        if (thoughts.Length > 0)
        {
            writer.WriteString("reasoning_content", thoughts);
        }

        if (calls.Count > 0)
        {
            writer.WriteStartArray("tool_calls");
            calls.ForEach(call => WriteCall(call.Block));
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private void WriteCall(JsonElement block)
    {
        writer.WriteStartObject();
        writer.WriteString("id", block.Get("id").TextOrEmpty());
        writer.WriteString("type", "function");
        writer.WriteStartObject("function");
        writer.WriteString("name", block.Get("name").TextOrEmpty());
        writer.WriteString("arguments", block.Get("input") is { } input ? input.Raw() : "{}"u8);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
