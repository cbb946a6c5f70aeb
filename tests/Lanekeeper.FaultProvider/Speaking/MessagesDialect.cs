using System.Text.Json;

namespace Lanekeeper.FaultProvider.Speaking;

/// <summary>Anthropic's messages: what is asked. How it answers stands in <see cref="MessagesWriter"/>.</summary>
internal sealed class MessagesDialect : AnthropicFormat
{
    public override string Format => "messages";

    public override (string Answer, string Tool) IdPrefixes => ("msg_01", "toolu_01");

    public override int BeforeWords => 3;

    public override Failure? Check(JsonElement body)
    {
        if (body.Get("max_tokens") is null)
        {
            return Wrong("max_tokens: Field required");
        }

        return body.Get("max_tokens") is not { ValueKind: JsonValueKind.Number } limit || !limit.TryGetInt32(out var tokens) || tokens < 1
            ? Wrong("max_tokens: Input should be greater than or equal to 1")
            : CheckMessages(body) ?? CheckFormat(body);
    }

    public override Question Read(JsonElement body)
    {
        var tools = body.Get("tools").Items().Select(tool => new OfferedTool(tool.Get("name").Text() ?? "", tool.Get("input_schema"))).ToList();
        var choice = body.Get("tool_choice");
        return new Question
        {
            Model = body.Get("model").Text()!,
            LastUserText = JsonReading.LastUserText(body.Get("messages")),
            Stream = body.Get("stream").IsTrue(),
            Schema = AskedFormat(body).Get("schema"),
            Tools = tools,
            ForcedTool = choice.Get("type").Text() == "any" ? tools.FirstOrDefault() : tools.Find(tool => tool.Name == choice.Get("name").Text()),
            InputTokens = JsonReading.TokensOf(body.Get("messages"), body.Get("system")),
        };
    }

    public override byte[] Write(Answer answer, Question question) => MessagesWriter.Whole(answer);

    public override IEnumerable<byte[]> WriteStream(Answer answer, Question question) => MessagesWriter.Stream(answer);

    private static JsonElement? AskedFormat(JsonElement body) => body.Get("output_config").Get("format") ?? body.Get("output_format");

    private static Failure? CheckFormat(JsonElement body) =>
        AskedFormat(body) is not { } format ? null
        : format.Get("type").Text() != "json_schema" ? Wrong("output_config.format.type: Input should be 'json_schema'")
        : format.Get("schema") is not { } schema ? Wrong("output_config.format.schema: Field required")
        : schema.Get("properties") is not null && schema.Get("additionalProperties") is not { ValueKind: JsonValueKind.False }
            ? Wrong("output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false")
        : null;
}
