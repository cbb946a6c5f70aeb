using System.Text.Json;

namespace Lanekeeper.FaultProvider.Speaking;

/// <summary>Anthropic's counting of tokens: a question without an answer.</summary>
internal sealed class CountTokensDialect : AnthropicFormat
{
    public override string Format => "count_tokens";

    public override (string Answer, string Tool) IdPrefixes => ("msg_01", "toolu_01");

    public override Failure? Check(JsonElement body) =>
        CheckMessages(body) ?? (body.Get("max_tokens") is null && body.Get("stream") is null ? null
            : Wrong($"{(body.Get("stream") is null ? "max_tokens" : "stream")}: Extra inputs are not permitted"));

    public override Question Read(JsonElement body) => new()
    {
        Model = body.Get("model").Text()!,
        LastUserText = JsonReading.LastUserText(body.Get("messages")),
        Wordless = true,
        InputTokens = JsonReading.TokensOf(body.Get("messages"), body.Get("system")) + (body.Get("tools") is { } tools ? JsonReading.TokensOf(tools) : 0),
    };

    public override byte[] Write(Answer answer, Question question) =>
        JsonReading.WithBlanks(answer.Misfits ? JsonReading.Bytes(new { unexpected = true }) : JsonReading.Bytes(new { input_tokens = answer.Usage.Input }), answer.Blanks);

    public override IEnumerable<byte[]> WriteStream(Answer answer, Question question) => [Write(answer, question)];
}
