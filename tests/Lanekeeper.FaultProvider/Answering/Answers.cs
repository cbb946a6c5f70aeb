using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lanekeeper.FaultProvider.Speaking;

namespace Lanekeeper.FaultProvider.Answering;

/// <summary>What a model says to a question under a behaviour.</summary>
internal static class Answers
{
    /// <summary>Sixty-one words that end on a known one, so that a text cut short is seen.</summary>
    public const string Canonical =
        "Thank you for your message. This is the answer that the fault provider gives when nobody has told it what to say. It is always the same, "
        + "word for word, so that a test can compare it, and it is long enough for a stream of several events. Whoever reads as far as the last word "
        + "knows that nothing was lost: complete.";

    private const string Refused = "I'm sorry, but I can't help with that request.";
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Answer Make(Behaviour behaviour, Question question, AnswerIds ids)
    {
        var said = Say(behaviour, question, ids);
        var output = Encoding.UTF8.GetByteCount(said.Text ?? said.Refusal ?? "") + said.Tools.Sum(tool => tool.Arguments.Length + tool.Name.Length);
        var input = behaviour.InputTokens ?? question.InputTokens;
        return said with
        {
            Model = behaviour.ServedModel ?? (behaviour.Do == FaultKind.Renamed ? "other-model-2026-01-01" : question.Model),
            Usage = new Usage(input, Math.Min(input, behaviour.CachedTokens ?? 0), behaviour.OutputTokens ?? (behaviour.Do == FaultKind.Pace ? behaviour.Tokens : JsonReading.Tokens(output))),
        };
    }

    private static Answer Say(Behaviour behaviour, Question question, AnswerIds ids)
    {
        var blank = new Answer { Id = ids.Answer, Model = question.Model, Created = ids.Created, Padding = ids.Padding, Usage = new Usage(0, 0, 0) };
        return behaviour.Do switch
        {
            FaultKind.Refusal => blank with { Refusal = behaviour.Text ?? Refused, Finish = Finish.Refusal },
            FaultKind.Filter => blank with { Text = behaviour.Text ?? "", Finish = Finish.Filter },
            FaultKind.Length => blank with { Text = FirstHalf(Text(behaviour, question)), Finish = Finish.Length },
            FaultKind.Misfit when question.Wordless => blank with { Misfits = true },
            FaultKind.Misfit => Shape(blank, behaviour.Json ?? new JsonObject { ["unexpected"] = true }, question, ids),
            FaultKind.NotJson => blank with { Text = behaviour.Text ?? "Of course! Here is what you asked for, in my own words: all is well." },
            FaultKind.Huge when question.Wordless => blank with { Blanks = behaviour.Bytes },
            FaultKind.Huge => blank with { Text = new string('x', behaviour.Bytes) },
            FaultKind.Pace => blank with { Text = behaviour.Text ?? Paced(behaviour.Tokens) },
            _ when Tools(behaviour, question, ids) is { Count: > 0 } tools => blank with { Text = behaviour.Text, Tools = tools, Finish = Finish.Tools },
            _ => blank with { Text = Text(behaviour, question) },
        };
    }

    /// <summary>JSON goes where the question wants it: into the tool that it forces, else into the text.</summary>
    private static Answer Shape(Answer blank, JsonNode json, Question question, AnswerIds ids) => question.ForcedTool is { } tool
        ? blank with { Tools = [new AnsweredTool(ids.Tool(0), tool.Name, Json(json))], Finish = Finish.Tools }
        : blank with { Text = Json(json) };

    private static IReadOnlyList<AnsweredTool> Tools(Behaviour behaviour, Question question, AnswerIds ids)
    {
        if (behaviour.Tools is { } scripted)
        {
            return [.. scripted.Select((tool, n) => new AnsweredTool(ids.Tool(n), tool.Name, Json(tool.Arguments ?? new JsonObject())))];
        }

        var asked = question.ForcedTool ?? (behaviour.Do == FaultKind.ToolCall ? (question.Tools is [var offered, ..] ? offered : new OfferedTool("look_up", null)) : null);
        if (asked is null || (behaviour.Text is not null && behaviour.Json is null))
        {
            return [];
        }

        var arguments = behaviour.Json ?? (asked.Schema is { } schema ? Fabricator.Make(schema) : null) ?? new JsonObject();
        return [new AnsweredTool(ids.Tool(0), asked.Name, Json(arguments))];
    }

    private static string Text(Behaviour behaviour, Question question) =>
        behaviour.Json is { } json ? Json(json)
        : behaviour.Text ?? (question.Schema is { } schema ? Json(Fabricator.Make(schema)) : Canonical);

    /// <returns>So many words, each of which is an event of the stream.</returns>
    private static string Paced(int tokens)
    {
        var words = Canonical.Split(' ');
        return string.Join(' ', Enumerable.Range(0, tokens).Select(n => words[n % words.Length]));
    }

    private static string FirstHalf(string text) => text[..(text.Length / 2)];

    private static string Json(JsonNode? node) => node?.ToJsonString(Relaxed) ?? "null";
}

/// <summary>What is made outside an answer: ids, padding, time.</summary>
internal sealed record AnswerIds(string Answer, Func<int, string> Tool, string Padding, long Created)
{
    /// <summary>The letters behind the prefix of an answer's id.</summary>
    public const int Letters = 24;
}
