using System.Text.Json;

namespace Lanekeeper.FaultProvider.Speaking;

/// <summary>OpenAI's embeddings. Texts that share words get vectors that lie near each other.</summary>
internal sealed class EmbeddingsDialect : OpenAiFormat
{
    private const int MostTexts = 2048;
    private const int MostDimensions = 3072;

    public override string Format => "embeddings";

    public override (string Answer, string Tool) IdPrefixes => ("emb-", "call_");

    public override Failure? Check(JsonElement body)
    {
        if (body.Get("model").Text() is not { Length: > 0 })
        {
            return new Failure(400, Invalid, "you must provide a model parameter");
        }

        var texts = body.Get("input") is { } input ? Texts(input) : null;
        return texts is null or { Count: 0 } || texts.Contains("") ? Wrong("'$.input' is invalid. Please check the API reference: https://platform.openai.com/docs/api-reference.", null, null)
            : texts.Count > MostTexts ? Wrong($"'$.input' is too long: at most {MostTexts} items are taken.", null, null)
            : body.Get("encoding_format") is { } encoding && ((JsonElement?)encoding).Text() is not ("float" or "base64") ?
                Wrong("Invalid value for 'encoding_format'. Supported values are: 'float' and 'base64'.", "invalid_value", "encoding_format")
            : body.Get("dimensions") is { } asked && !(asked.ValueKind == JsonValueKind.Number && asked.TryGetInt32(out var size) && size is >= 1 and <= MostDimensions) ?
                Wrong($"Invalid value for 'dimensions': expected a number from 1 to {MostDimensions}.", "invalid_value", "dimensions")
            : body.Get("stream").IsTrue() ? Wrong("Unrecognized request argument supplied: stream", null, null)
            : null;
    }

    public override Question Read(JsonElement body)
    {
        var model = body.Get("model").Text()!;
        var texts = Texts(body.Get("input")!.Value)!;
        var size = body.Get("dimensions")?.GetInt32() ?? (model.Contains("large", StringComparison.Ordinal) ? MostDimensions : 1536);
        return new Question
        {
            Model = model,
            LastUserText = texts[^1],
            InputTokens = JsonReading.TokensOf(body.Get("input")),
            Wordless = true,
            Embedded = new Embedded(texts, size, body.Get("encoding_format").Text() == "base64"),
        };
    }

    public override byte[] Write(Answer answer, Question question) => EmbeddingsWriter.Write(answer, question.Embedded!);

    public override IEnumerable<byte[]> WriteStream(Answer answer, Question question) => [Write(answer, question)];

    /// <returns>What stands in the input: a text, several, or the same as the numbers of their tokens.</returns>
    private static List<string>? Texts(JsonElement input) => input switch
    {
        { ValueKind: JsonValueKind.String } => [input.GetString()!],
        { ValueKind: JsonValueKind.Array } when input.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
            [.. input.EnumerateArray().Select(item => item.GetString()!)],
        { ValueKind: JsonValueKind.Array } when Numbers(input) => [input.GetRawText().Trim('[', ']')],
        { ValueKind: JsonValueKind.Array } when input.EnumerateArray().All(Numbers) => [.. input.EnumerateArray().Select(item => item.GetRawText().Trim('[', ']'))],
        _ => null,
    };

    private static bool Numbers(JsonElement items) =>
        items.ValueKind == JsonValueKind.Array && items.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number);

    private static Failure Wrong(string message, string? code, string? param) => new(400, Invalid, message, code, param);
}
