using System.Text.Json;

namespace Lanekeeper.Web.Calls;

/// <summary>OpenAI's Chat Completions.</summary>
internal static class Chat
{
    public static IEnumerable<Turn> Asked(JsonElement request) => Shapes.Items(request, "messages").SelectMany(message => Message(message, isAnswer: false));

    public static IEnumerable<Turn> Answered(JsonElement response) => Shapes.Items(response, "choices").SelectMany(choice => Shapes.Get(choice, "message") is { } message ? Message(message, isAnswer: true) : []);

    public static IEnumerable<Turn> Streamed(IEnumerable<JsonElement> events)
    {
        var parts = new StreamedParts();
        foreach (var choice in events.SelectMany(chunk => Shapes.Items(chunk, "choices")))
        {
            var (at, delta) = (Shapes.Number(choice, "index"), Shapes.Get(choice, "delta"));
            parts.Add((at, -3), TurnKind.Thinking, Shapes.Text(delta, "reasoning_content"));
            parts.Add((at, -2), TurnKind.Assistant, Shapes.Text(delta, "content"));
            parts.Add((at, -1), TurnKind.Refusal, Shapes.Text(delta, "refusal"));
            foreach (var call in Shapes.Items(delta, "tool_calls"))
            {
                var function = Shapes.Get(call, "function");
                parts.Add((at, Math.Max(0, Shapes.Number(call, "index"))), TurnKind.ToolCall, Shapes.Text(function, "arguments"), Shapes.Text(function, "name"));
            }
        }

        return parts.Turns;
    }

    private static IEnumerable<Turn> Message(JsonElement message, bool isAnswer)
    {
        var kind = Shapes.Kind(Shapes.Text(message, "role"));
        if (Shapes.Text(message, "reasoning_content") is { Length: > 0 } thought)
        {
            yield return new(TurnKind.Thinking, thought, null, isAnswer);
        }

        if (Shapes.Said(Shapes.Get(message, "content")) is { Length: > 0 } said)
        {
            yield return new(kind, said, kind == TurnKind.ToolResult ? Shapes.Text(message, "tool_call_id") : null, isAnswer);
        }

        if (Shapes.Text(message, "refusal") is { Length: > 0 } refusal)
        {
            yield return new(TurnKind.Refusal, refusal, null, isAnswer);
        }

        foreach (var call in Shapes.Items(message, "tool_calls"))
        {
            var function = Shapes.Get(call, "function");
            yield return new(TurnKind.ToolCall, Shapes.Pretty(Shapes.Text(function, "arguments")) ?? call.GetRawText(), Shapes.Text(function, "name"), isAnswer);
        }
    }
}
