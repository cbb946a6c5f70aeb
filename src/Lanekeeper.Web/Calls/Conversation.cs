using System.Text.Json;
using Lanekeeper.Ledger;
using Lanekeeper.Web.Controls;

namespace Lanekeeper.Web.Calls;

/// <summary>Reads a conversation out of a provider's own bytes. What it does not know it does not guess: then there is none, and the bytes are shown.</summary>
internal static class Conversation
{
    public static IReadOnlyList<Turn>? Read(CallDetail call)
    {
        if (JsonText.Read(call.Request) is not { ValueKind: JsonValueKind.Object } request)
        {
            return null;
        }

        var response = JsonText.Read(call.Response) is { ValueKind: JsonValueKind.Object } read ? read : default(JsonElement?);
        var turns = call.Call.Provider switch
        {
            "openai" => OpenAi(request, response),
            "anthropic" => Anthropic(request, response),
            "lanekeeper.baseline" => Baseline(request, response),
            _ => [],
        };
        return turns.Count > 0 ? turns : null;
    }

    private static List<Turn> OpenAi(JsonElement request, JsonElement? response)
    {
        var turns = Items(request, "messages").SelectMany(message => OpenAiMessage(message, isAnswer: false)).ToList();
        turns.AddRange(response is { } body ? Items(body, "choices").SelectMany(choice => Get(choice, "message") is { } message ? OpenAiMessage(message, isAnswer: true) : []) : []);
        return turns;
    }

    private static IEnumerable<Turn> OpenAiMessage(JsonElement message, bool isAnswer)
    {
        var kind = Kind(Text(message, "role"));
        if (Get(message, "content") is { } content && Said(content) is { Length: > 0 } said)
        {
            yield return new(kind, said, kind == TurnKind.ToolResult ? Text(message, "tool_call_id") : null, isAnswer);
        }

        if (Text(message, "refusal") is { Length: > 0 } refusal)
        {
            yield return new(TurnKind.Refusal, refusal, null, isAnswer);
        }

        foreach (var call in Items(message, "tool_calls"))
        {
            var function = Get(call, "function");
            yield return new(TurnKind.ToolCall, Pretty(function is { } one ? Text(one, "arguments") : null) ?? call.GetRawText(), function is { } named ? Text(named, "name") : null, isAnswer);
        }
    }

    private static List<Turn> Anthropic(JsonElement request, JsonElement? response)
    {
        var turns = new List<Turn>();
        if (Get(request, "system") is { } system && Said(system) is { Length: > 0 } said)
        {
            turns.Add(new(TurnKind.System, said));
        }

        turns.AddRange(Items(request, "messages").SelectMany(message => Get(message, "content") is { } content ? Blocks(content, Kind(Text(message, "role")), isAnswer: false) : []));
        turns.AddRange(response is { } body && Get(body, "content") is { } answer ? Blocks(answer, TurnKind.Assistant, isAnswer: true) : []);
        return turns;
    }

    private static IEnumerable<Turn> Blocks(JsonElement content, TurnKind kind, bool isAnswer) => content.ValueKind == JsonValueKind.Array
        ? content.EnumerateArray().Select(block => Block(block, kind, isAnswer))
        : Said(content) is { Length: > 0 } said ? [new(kind, said, null, isAnswer)] : [];

    private static Turn Block(JsonElement block, TurnKind kind, bool isAnswer) => Text(block, "type") switch
    {
        "text" => new(kind, Text(block, "text") ?? "", null, isAnswer),
        "thinking" => new(TurnKind.Thinking, Text(block, "thinking") ?? "", null, isAnswer),
        "tool_use" => new(TurnKind.ToolCall, Get(block, "input") is { } input ? JsonText.Write(input) : "", Text(block, "name"), isAnswer),
        "tool_result" => new(TurnKind.ToolResult, Get(block, "content") is { } result ? Said(result) ?? result.GetRawText() : "", Text(block, "tool_use_id"), isAnswer),
        _ => new(kind, JsonText.Write(block), null, isAnswer),
    };

    private static List<Turn> Baseline(JsonElement request, JsonElement? response)
    {
        var turns = new List<Turn>();
        if (Text(request, "text") is { } text)
        {
            turns.Add(new(TurnKind.Material, text, Text(request, "examples")));
        }

        if (response is { } body && Get(body, "output") is { } output)
        {
            turns.Add(new(TurnKind.Assistant, JsonText.Write(output), null, IsAnswer: true));
        }

        return turns;
    }

    private static TurnKind Kind(string? role) => role switch
    {
        "system" or "developer" => TurnKind.System,
        "assistant" => TurnKind.Assistant,
        "tool" or "function" => TurnKind.ToolResult,
        _ => TurnKind.User,
    };

    /// <returns>The words of a content: a text, or the texts of its parts with a mark for what is no text.</returns>
    private static string? Said(JsonElement content) => content.ValueKind switch
    {
        JsonValueKind.String => content.GetString(),
        JsonValueKind.Array => string.Join("\n\n", content.EnumerateArray().Select(part => Text(part, "text") ?? $"[{Text(part, "type") ?? "part"}]")),
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => content.GetRawText(),
    };

    private static string? Pretty(string? json) => json is null ? null : JsonText.Read(json) is { } value ? JsonText.Write(value) : json;

    private static JsonElement? Get(JsonElement from, string name) => from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement from, string name) => Get(from, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static List<JsonElement> Items(JsonElement from, string name) => Get(from, name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];
}
