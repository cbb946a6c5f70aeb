using System.Text.Json;
using Lanekeeper.Web.Controls;

namespace Lanekeeper.Web.Calls;

/// <summary>Anthropic's Messages, and the count of their tokens.</summary>
internal static class Messages
{
    public static IEnumerable<Turn> Asked(JsonElement request)
    {
        if (Shapes.Said(Shapes.Get(request, "system")) is { Length: > 0 } said)
        {
            yield return new(TurnKind.System, said);
        }

        foreach (var turn in Shapes.Items(request, "messages").SelectMany(message => Blocks(Shapes.Get(message, "content"), Shapes.Kind(Shapes.Text(message, "role")), isAnswer: false)))
        {
            yield return turn;
        }
    }

    public static IEnumerable<Turn> Answered(JsonElement response) => Shapes.Get(response, "content") is { } content
        ? Blocks(content, TurnKind.Assistant, isAnswer: true)
        : Shapes.Get(response, "input_tokens") is { ValueKind: JsonValueKind.Number } ? [new(TurnKind.Assistant, $"{Numbers.Whole(Shapes.Number(response, "input_tokens"))} tokens", null, IsAnswer: true)]
        : [];

    public static IEnumerable<Turn> Streamed(IEnumerable<JsonElement> events)
    {
        var parts = new StreamedParts();
        foreach (var one in events)
        {
            var at = (Shapes.Number(one, "index"), 0L);
            if (Shapes.Get(one, "content_block") is { } block)
            {
                Begin(parts, at, block);
            }
            else if (Shapes.Get(one, "delta") is { } delta)
            {
                parts.Add(at, TurnKind.Assistant, Shapes.Text(delta, "text"));
                parts.Add(at, TurnKind.Thinking, Shapes.Text(delta, "thinking"));
                parts.Add(at, TurnKind.ToolCall, Shapes.Text(delta, "partial_json"));
            }
        }

        return parts.Turns;
    }

    private static void Begin(StreamedParts parts, (long, long) at, JsonElement block)
    {
        switch (Shapes.Text(block, "type"))
        {
            case "text":
                parts.Add(at, TurnKind.Assistant, Shapes.Text(block, "text"));
                break;
            case "thinking":
                parts.Add(at, TurnKind.Thinking, Shapes.Text(block, "thinking"));
                break;
            default:
                var name = Shapes.Text(block, "name");
                parts.Add(at, name is null ? TurnKind.Assistant : TurnKind.ToolCall, name is null ? JsonText.Write(block) : null, name);
                break;
        }
    }

    private static IEnumerable<Turn> Blocks(JsonElement? content, TurnKind kind, bool isAnswer) => content is { ValueKind: JsonValueKind.Array }
        ? Shapes.Items(content).Select(block => Block(block, kind, isAnswer))
        : Shapes.Said(content) is { Length: > 0 } said ? [new(kind, said, null, isAnswer)] : [];

    private static Turn Block(JsonElement block, TurnKind kind, bool isAnswer) => Shapes.Text(block, "type") switch
    {
        "text" => new(kind, Shapes.Text(block, "text") ?? "", null, isAnswer),
        "thinking" => new(TurnKind.Thinking, Shapes.Text(block, "thinking") ?? "", null, isAnswer),
        "tool_use" => new(TurnKind.ToolCall, Shapes.Get(block, "input") is { } input ? JsonText.Write(input) : "", Shapes.Text(block, "name"), isAnswer),
        "tool_result" => new(TurnKind.ToolResult, Shapes.Said(Shapes.Get(block, "content")) ?? "", Shapes.Text(block, "tool_use_id"), isAnswer),
        _ => new(kind, JsonText.Write(block), null, isAnswer),
    };
}
