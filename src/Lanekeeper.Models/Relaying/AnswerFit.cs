using System.Text.Json;
using Lanekeeper.JsonSchema;
using Lanekeeper.Models.Providing;

namespace Lanekeeper.Models.Relaying;

/// <summary>Whether an app's whole answer is the JSON that its request asked for by a schema. What cannot be judged fits.</summary>
internal static class AnswerFit
{
    public static bool Fits(WireKind kind, byte[] request, byte[] answer)
    {
        if (JsonReading.Object(request) is not { } asked || JsonReading.Object(answer) is not { } answered || TextOf(kind, answered) is not { } text)
        {
            return true;
        }

        return SchemaOf(kind, asked) is not { } json || Schema.Compile(json).Schema is not { } schema || Fits(schema, text);
    }

    private static bool Fits(Schema schema, string text)
    {
        try
        {
            return schema.Validate(JsonElement.Parse(text)).Errors.Count == 0;
        }
        catch (JsonException)
        {
            // A model that answers in words is what this is here to find out.
            return false;
        }
    }

    private static JsonElement? SchemaOf(WireKind kind, JsonElement request) => kind switch
    {
        WireKind.ChatCompletions => request.Get("response_format").Get("json_schema").Get("schema"),
        WireKind.Responses => request.Get("text").Get("format").Get("schema"),
        WireKind.Messages => request.Get("output_config").Get("format").Get("schema") ?? request.Get("output_format").Get("schema"),
        _ => null,
    };

    /// <returns><see langword="null"/> where it says nothing in words, but calls a tool, say.</returns>
    private static string? TextOf(WireKind kind, JsonElement answer)
    {
        var parts = kind switch
        {
            WireKind.ChatCompletions => answer.Get("choices").Items().Take(1).Select(choice => choice.Get("message").Get("content").Text()),
            WireKind.Responses => answer.Get("output").Items().SelectMany(item => item.Get("content").Items()).Select(part => part.Get("text").Text()),
            WireKind.Messages => answer.Get("content").Items().Select(part => part.Get("text").Text()),
            _ => [],
        };
        return parts.OfType<string>().ToList() is { Count: > 0 } said ? string.Concat(said) : null;
    }
}
