using System.Text.Json;

namespace Lanekeeper.FaultProvider.Speaking;

/// <summary>OpenAI's chat completions: what is asked. How it answers stands in <see cref="ChatWriter"/>.</summary>
internal sealed class ChatDialect : OpenAiFormat
{
    public override string Format => "chat";

    public override (string Answer, string Tool) IdPrefixes => ("chatcmpl-", "call_");

    public override int BeforeWords => 1;

    public override Failure? Check(JsonElement body)
    {
        if (body.Get("model").Text() is not { Length: > 0 } model)
        {
            return new Failure(400, Invalid, "you must provide a model parameter");
        }

        if (body.Get("messages") is not { } messages)
        {
            return new Failure(400, Invalid, "Missing required parameter: 'messages'.", "missing_required_parameter", "messages");
        }

        if (messages.ValueKind != JsonValueKind.Array)
        {
            return new Failure(400, Invalid, "Invalid type for 'messages': expected an array of objects.", "invalid_type", "messages");
        }

        return messages.GetArrayLength() == 0
            ? new Failure(400, Invalid,
                "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.", "empty_array", "messages")
            : CheckRoles(messages) ?? CheckLimit(model, body) ?? CheckFormat(body);
    }

    public override Question Read(JsonElement body)
    {
        var tools = body.Get("tools").Items().Select(tool => tool.Get("function"))
            .Select(function => new OfferedTool(function.Get("name").Text() ?? "", function.Get("parameters"))).ToList();
        var choice = body.Get("tool_choice");
        var forced = choice.Text() == "required" ? tools.FirstOrDefault() : tools.Find(tool => tool.Name == choice.Get("function").Get("name").Text());
        return new Question
        {
            Model = body.Get("model").Text()!,
            LastUserText = JsonReading.LastUserText(body.Get("messages")),
            Stream = body.Get("stream").IsTrue(),
            UsageInStream = body.Get("stream_options").Get("include_usage").IsTrue(),
            Schema = Schema(body),
            Tools = tools,
            ForcedTool = forced,
            InputTokens = JsonReading.TokensOf(body.Get("messages")),
        };
    }

    public override byte[] Write(Answer answer, Question question) => ChatWriter.Whole(answer);

    public override IEnumerable<byte[]> WriteStream(Answer answer, Question question) => ChatWriter.Stream(answer, question.UsageInStream);

    private static JsonElement? Schema(JsonElement body) => body.Get("response_format").Get("type").Text() switch
    {
        "json_schema" => body.Get("response_format").Get("json_schema").Get("schema"),
        "json_object" => AnyObject,
        _ => null,
    };

    private static Failure? CheckRoles(JsonElement messages)
    {
        var at = 0;
        foreach (var message in messages.EnumerateArray())
        {
            if (message.Get("role").Text() is not ("system" or "developer" or "user" or "assistant" or "tool" or "function"))
            {
                return new Failure(400, Invalid,
                    $"Invalid value for 'messages[{at}].role'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'.",
                    "invalid_value", $"messages[{at}].role");
            }

            at++;
        }

        return null;
    }

    /// <summary>The newer models know this limit by its other name only.</summary>
    private static Failure? CheckLimit(string model, JsonElement body) =>
        body.Get("max_tokens") is not null && (model.StartsWith("gpt-5", StringComparison.Ordinal) || model is ['o', >= '1' and <= '9', ..])
            ? new Failure(400, Invalid,
                "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.", "unsupported_parameter", "max_tokens")
            : null;

    private static Failure? CheckFormat(JsonElement body)
    {
        var format = body.Get("response_format");
        if (format.Get("type").Text() != "json_schema")
        {
            return null;
        }

        var asked = format.Get("json_schema");
        if (asked.Get("name").Text() is not { Length: > 0 } name)
        {
            return new Failure(400, Invalid, "Missing required parameter: 'response_format.json_schema.name'.",
                "missing_required_parameter", "response_format.json_schema.name");
        }

        return asked.Get("strict").IsTrue() && asked.Get("schema") is { } schema && StrictSchema.Fault(schema) is { } fault
            ? new Failure(400, Invalid, $"Invalid schema for response_format '{name}': {fault}", null, "response_format")
            : null;
    }
}
