using System.Text.Json;
using Lanekeeper.Models.Providing;
using Lanekeeper.Models.Shaping;
using Lanekeeper.Models.Translating.Answering;
using Lanekeeper.Models.Translating.Asking;
using Lanekeeper.Models.Wire.Requests;
using Lanekeeper.Project;

namespace Lanekeeper.Models.Translating;

/// <summary>
/// Carries what an app says in one format to a provider that speaks another, and back. Pure: no HTTP, and nothing here throws, whatever the bytes hold.
/// </summary>
internal static class Translation
{
    /// <returns>The format in which an app's call is spoken to a provider; <see langword="null"/> where it cannot be.</returns>
    public static WireKind? Spoken(WireKind app, ModelProvider provider) => (provider, app) switch
    {
        (ModelProvider.OpenAI, WireKind.ChatCompletions or WireKind.Responses or WireKind.Embeddings) => app,
        (ModelProvider.OpenAI, WireKind.Messages) => WireKind.ChatCompletions,
        (ModelProvider.Anthropic, WireKind.Messages or WireKind.CountTokens) => app,
        (ModelProvider.Anthropic, WireKind.ChatCompletions or WireKind.Responses) => WireKind.Messages,
        _ => null,
    };

    /// <param name="body">One that was read before.</param>
    /// <returns>As it is sent to the provider.</returns>
    public static Result<byte[]> Request(WireKind app, ReadOnlyMemory<byte> body, ModelDefinition model, bool isStream)
    {
        var refusals = new Refusals();
        using var buffer = new PooledWriter(body.Length + 4096);
        try
        {
            using var request = JsonDocument.Parse(body, Json.Deep);
            using var writer = new Utf8JsonWriter(buffer, SentSchema.Plain);
            Write(writer, refusals, app, request.RootElement, model, isStream);
        }
        catch (JsonException broken)
        {
            return RequestProblems.NoJson((broken.LineNumber ?? 0) + 1, (broken.BytePositionInLine ?? 0) + 1);
        }
        catch (InvalidOperationException)
        {
            // A name with an escape that is half a character.
            return refusals.Problem ?? RequestProblems.NoJson(1, 1);
        }

        return refusals.Problem is { } problem ? problem : buffer.Written.ToArray();
    }

    /// <param name="spoken">The provider's format.</param>
    /// <param name="body">A whole answer that is none of an error.</param>
    /// <returns><see langword="null"/> where it cannot be said in the app's format.</returns>
    public static byte[]? Answer(Asked asked, WireKind spoken, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var answer = JsonDocument.Parse(body, Json.Deep);
            var source = Source(spoken);
            var parts = source.Read(answer.RootElement);
            return source.IsGarbled ? null : Written(json =>
            {
                switch (asked.App)
                {
                    case WireKind.Messages:
                        MessagesWords.Write(json, asked, source, parts);
                        break;
                    case WireKind.Responses:
                        ResponsesWords.Write(json, asked, source, parts);
                        break;
                    default:
                        ChatWords.Write(json, asked, source, parts);
                        break;
                }
            });
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    public static IStreamTranslator Stream(Asked asked, WireKind spoken)
    {
        var source = Source(spoken);
        return new StreamTranslator(source, asked.App switch
        {
            WireKind.Messages => new MessagesStream(asked, source),
            WireKind.Responses => new ResponsesStream(asked, source),
            _ => new ChatStream(asked, source),
        });
    }

    /// <param name="body">The provider's, which says more than what is kept of it.</param>
    /// <param name="words">What is said where the body says nothing.</param>
    public static byte[] Error(WireKind app, FailureKind kind, byte[] body, string words, string? requestId) =>
        Written(json => ErrorWords.Write(json, app, kind, JsonReading.Object(body)?.Get("error") switch
        {
            { ValueKind: JsonValueKind.String } error => ((JsonElement?)error).Text() ?? words,
            { } error => error.Get("message").Text() ?? words,
            null => words,
        }, requestId));

    /// <summary>An error that a provider told within its stream, as the last event of the app's.</summary>
    public static byte[] InBand(WireKind app, FailureKind kind, string words) => app switch
    {
        WireKind.Messages => [.. "event: error\ndata: "u8, .. Written(json => ErrorWords.Write(json, app, kind, words, null)), .. "\n\n"u8],
        WireKind.Responses => [.. "event: error\ndata: "u8, .. Written(json => WriteResponsesError(json, kind, words)), .. "\n\n"u8],
        _ => [.. "data: "u8, .. Written(json => ErrorWords.Write(json, app, kind, words, null)), .. "\n\n"u8],
    };

    // The official SDKs raise what stands in a member of this name, and take an event without it for one of many.
    private static void WriteResponsesError(Utf8JsonWriter json, FailureKind kind, string words)
    {
        json.WriteStartObject();
        json.WriteString("type", "error");
        json.WriteString("code", ErrorWords.OpenAiType(kind).Code);
        json.WriteString("message", words);
        json.WriteNull("param");
        json.WriteNumber("sequence_number", int.MaxValue);
        ErrorWords.WriteOpenAi(json, kind, words);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Refusals refusals, WireKind app, JsonElement request, ModelDefinition model, bool isStream)
    {
        switch (app)
        {
            case WireKind.Messages:
                new MessagesToChat(writer, refusals).Write(request, model, isStream);
                break;
            case WireKind.Responses:
                new ResponsesToMessages(writer, refusals).Write(request, model, isStream);
                break;
            default:
                new ChatToMessages(writer, refusals).Write(request, model, isStream);
                break;
        }
    }

    private static AnswerSource Source(WireKind spoken) => spoken == WireKind.Messages ? new MessagesSource() : new ChatSource();

    private static byte[] Written(Action<Utf8JsonWriter> write)
    {
        using var buffer = new PooledWriter(4096);
        using (var writer = new Utf8JsonWriter(buffer, SentSchema.Plain))
        {
            write(writer);
        }

        return buffer.Written.ToArray();
    }
}
