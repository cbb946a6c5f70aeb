using System.Text.Json;
using Lanekeeper.Ledger;
using Lanekeeper.Web.Controls;

namespace Lanekeeper.Web.Calls;

/// <summary>
/// Reads a conversation out of a provider's own bytes, which are in the provider's format whatever the app spoke. What it does not know it does not guess:
/// then there is none, and the bytes are shown.
/// </summary>
internal static class Conversation
{
    // The page stays one that can be read; how it began and how it ends say most.
    private const int Most = 300;
    private const int First = 20;

    public static IReadOnlyList<Turn>? Read(CallDetail call)
    {
        if (JsonText.Read(call.Request) is not { ValueKind: JsonValueKind.Object } request)
        {
            return null;
        }

        var turns = call.Call.Provider switch
        {
            "openai" => OpenAi(call, request),
            "anthropic" => [.. Messages.Asked(request), .. Answer(call.Response, Messages.Answered, Messages.Streamed)],
            "lanekeeper.baseline" => [.. Given(request), .. Answer(call.Response, Found, _ => [])],
            _ => new List<Turn>(),
        };
        return turns.Count > 0 ? Shorten(turns) : null;
    }

    // A step of a run has no format, and speaks chat.
    private static List<Turn> OpenAi(CallDetail call, JsonElement request) => call.Call.Format switch
    {
        "openai.embeddings" => [.. Embeddings.Asked(request), .. Answer(call.Response, Embeddings.Answered, _ => [])],
        _ when Shapes.Get(request, "messages") is not null => [.. Chat.Asked(request), .. Answer(call.Response, Chat.Answered, Chat.Streamed)],
        "openai.responses" => [.. Responses.Asked(request), .. Answer(call.Response, Responses.Answered, Responses.Streamed)],
        _ => [],
    };

    private static IEnumerable<Turn> Answer(string? body, Func<JsonElement, IEnumerable<Turn>> whole, Func<IEnumerable<JsonElement>, IEnumerable<Turn>> streamed) =>
        body is null ? []
        : JsonText.Read(body) is { } response ? whole(response)
        : streamed(EventStream.Read(body));

    private static IEnumerable<Turn> Given(JsonElement request) => Shapes.Text(request, "text") is { } text ? [new(TurnKind.Material, text, Shapes.Text(request, "examples"))] : [];

    private static IEnumerable<Turn> Found(JsonElement response) => Shapes.Get(response, "output") is { } output ? [new(TurnKind.Assistant, JsonText.Write(output), null, IsAnswer: true)] : [];

    private static List<Turn> Shorten(List<Turn> turns)
    {
        var left = turns.Count - Most;
        return left <= 0 ? turns
            : [.. turns.Take(First), new(TurnKind.LeftOut, $"{Numbers.Whole(left)} more are in the bytes below."), .. turns.Skip(First + left)];
    }
}
