using System.Text.Json;
using Lanekeeper.Web.Controls;

namespace Lanekeeper.Web.Calls;

/// <summary>OpenAI's Responses.</summary>
internal static class Responses
{
    public static IEnumerable<Turn> Asked(JsonElement request)
    {
        if (Shapes.Text(request, "instructions") is { Length: > 0 } instructions)
        {
            yield return new(TurnKind.System, instructions);
        }

        if (Shapes.Text(request, "input") is { Length: > 0 } text)
        {
            yield return new(TurnKind.User, text);
        }

        foreach (var turn in Shapes.Items(request, "input").SelectMany(item => Item(item, isAnswer: false)))
        {
            yield return turn;
        }
    }

    public static IEnumerable<Turn> Answered(JsonElement response) => Shapes.Items(response, "output").SelectMany(item => Item(item, isAnswer: true));

    public static IEnumerable<Turn> Streamed(IEnumerable<JsonElement> events)
    {
        var parts = new StreamedParts();
        List<Turn> whole = [];
        foreach (var one in events)
        {
            var at = Shapes.Number(one, "output_index");
            var inside = (at, Shapes.Number(one, "content_index"));
            var delta = Shapes.Text(one, "delta");
            switch (Shapes.Text(one, "type"))
            {
                case "response.output_text.delta":
                    parts.Add(inside, TurnKind.Assistant, delta);
                    break;
                case "response.refusal.delta":
                    parts.Add(inside, TurnKind.Refusal, delta);
                    break;
                case "response.reasoning_text.delta" or "response.reasoning_summary_text.delta":
                    parts.Add((at, Shapes.Number(one, "summary_index")), TurnKind.Thinking, delta);
                    break;
                case "response.output_item.added":
                    parts.Add((at, 0), TurnKind.ToolCall, null, Shapes.Text(Shapes.Get(one, "item"), "name"));
                    break;
                case "response.function_call_arguments.delta" or "response.custom_tool_call_input.delta":
                    parts.Add((at, 0), TurnKind.ToolCall, delta);
                    break;
                case "response.completed" or "response.incomplete" or "response.failed":
                    whole = Shapes.Get(one, "response") is { } response ? [.. Answered(response)] : [];
                    break;
            }
        }

        return whole.Count > 0 ? whole : parts.Turns;
    }

    private static IEnumerable<Turn> Item(JsonElement item, bool isAnswer)
    {
        var type = Shapes.Text(item, "type");
        return type switch
        {
            null or "message" => Message(item, isAnswer),
            "function_call" or "custom_tool_call" =>
                [new(TurnKind.ToolCall, Shapes.Pretty(Shapes.Text(item, "arguments") ?? Shapes.Text(item, "input")) ?? JsonText.Write(item), Shapes.Text(item, "name"), isAnswer)],
            "function_call_output" or "custom_tool_call_output" => [new(TurnKind.ToolResult, Shapes.Said(Shapes.Get(item, "output")) ?? "", Shapes.Text(item, "call_id"), isAnswer)],

            // What it thought may be kept from us, or be sealed.
            "reasoning" => Shapes.Said(Shapes.Items(item, "summary").Concat(Shapes.Items(item, "content"))) is { Length: > 0 } thought ? [new(TurnKind.Thinking, thought, null, isAnswer)] : [],
            _ => [new(type.EndsWith("_call", StringComparison.Ordinal) ? TurnKind.ToolCall : TurnKind.Assistant, JsonText.Write(item), type, isAnswer)],
        };
    }

    private static IEnumerable<Turn> Message(JsonElement item, bool isAnswer)
    {
        var kind = isAnswer ? TurnKind.Assistant : Shapes.Kind(Shapes.Text(item, "role"));
        var parts = Shapes.Items(item, "content").ToLookup(part => Shapes.Text(part, "type") == "refusal");
        if ((Shapes.Text(item, "content") ?? Shapes.Said(parts[false])) is { Length: > 0 } said)
        {
            yield return new(kind, said, null, isAnswer);
        }

        foreach (var refusal in parts[true])
        {
            yield return new(TurnKind.Refusal, Shapes.Text(refusal, "refusal") ?? "", null, isAnswer);
        }
    }
}
