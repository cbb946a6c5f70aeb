using System.Text.Json;

namespace Lanekeeper.FaultProvider.Speaking;

/// <summary>OpenAI's responses: what is asked. How it answers stands in <see cref="ResponsesWriter"/>.</summary>
internal sealed class ResponsesDialect : OpenAiFormat
{
    private static readonly string[] PartTypes =
        ["input_text", "input_image", "output_text", "refusal", "input_file", "computer_screenshot", "summary_text", "input_audio", "reasoning_text"];

    public override string Format => "responses";

    public override (string Answer, string Tool) IdPrefixes => (ResponsesWriter.IdPrefix, ResponsesWriter.CallPrefix);

    /// <summary>Created and in progress: nothing is said yet, and the request could still go elsewhere.</summary>
    public override int Preamble => 2;

    public override int BeforeWords => 4;

    public override Failure? Check(JsonElement body)
    {
        if (body.Get("model").Text() is not { Length: > 0 })
        {
            return Wrong("Missing required parameter: 'model'.", "missing_required_parameter", "model");
        }

        if (Moved(body) is { } moved)
        {
            return moved;
        }

        return body.Get("input") switch
        {
            null when body.Get("prompt") is null && body.Get("previous_response_id") is null =>
                Wrong("Missing required parameter: 'input'.", "missing_required_parameter", "input"),
            null or { ValueKind: JsonValueKind.String } => CheckTools(body) ?? CheckFormat(body),
            { ValueKind: JsonValueKind.Array } input => CheckItems(input) ?? CheckTools(body) ?? CheckFormat(body),
            _ => Wrong("Invalid type for 'input': expected one of a string or an array of input items.", "invalid_type", "input"),
        };
    }

    public override Question Read(JsonElement body)
    {
        var tools = body.Get("tools").Items().Where(tool => tool.Get("type").Text() == "function")
            .Select(tool => new OfferedTool(tool.Get("name").Text() ?? "", tool.Get("parameters"))).ToList();
        var choice = body.Get("tool_choice");
        return new Question
        {
            Model = body.Get("model").Text()!,
            LastUserText = body.Get("input").Text() ?? JsonReading.LastUserText(body.Get("input")),
            Stream = body.Get("stream").IsTrue(),
            Schema = body.Get("text").Get("format").Get("type").Text() switch
            {
                "json_schema" => body.Get("text").Get("format").Get("schema"),
                "json_object" => AnyObject,
                _ => null,
            },
            Tools = tools,
            ForcedTool = choice.Text() == "required" ? tools.FirstOrDefault() : tools.Find(tool => tool.Name == choice.Get("name").Text()),
            InputTokens = JsonReading.TokensOf(body.Get("input"), body.Get("instructions")),
        };
    }

    public override Failure Fail(FaultKind kind, Question question) => kind switch
    {
        FaultKind.ContextTooLong => Wrong("Your input exceeds the context window of this model. Please adjust your input and try again.", "context_length_exceeded", "input"),
        FaultKind.NotFound => Wrong($"The requested model '{question.Model}' does not exist.", "model_not_found", "model"),
        _ => base.Fail(kind, question),
    };

    public override byte[] Write(Answer answer, Question question) => ResponsesWriter.Whole(answer);

    public override IEnumerable<byte[]> WriteStream(Answer answer, Question question) => ResponsesWriter.Stream(answer);

    public override IEnumerable<byte[]> WriteStreamError(Failure failure, string requestId, Answer answer, int sent) =>
        ResponsesWriter.Fail(answer, failure, sent);

    public override byte[] WriteInside(Failure failure, string requestId, Answer answer) => ResponsesWriter.Failed(answer, failure);

    /// <summary>Chat's parameters have other names here; a request that was not translated says so at once.</summary>
    private static Failure? Moved(JsonElement body)
    {
        foreach (var (old, place) in new[] { ("messages", "input"), ("response_format", "text.format"), ("max_tokens", "max_output_tokens"), ("max_completion_tokens", "max_output_tokens") })
        {
            if (body.Get(old) is not null)
            {
                return Wrong($"Unsupported parameter: '{old}'. In the Responses API, this parameter has moved to '{place}'. Try again with the new parameter.",
                    "unsupported_parameter", old);
            }
        }

        return null;
    }

    private static Failure? CheckItems(JsonElement input)
    {
        foreach (var (at, item) in input.EnumerateArray().Index())
        {
            if ((item.Get("type").Text() ?? "message") != "message")
            {
                continue;
            }

            if (item.Get("role").Text() is not ("system" or "developer" or "user" or "assistant"))
            {
                return Wrong($"Invalid value for 'input[{at}].role'. Supported values are: 'assistant', 'system', 'developer', and 'user'.", "invalid_value", $"input[{at}].role");
            }

            foreach (var (n, part) in item.Get("content").Items().Index())
            {
                if (part.Get("type").Text() is not { } type || !PartTypes.Contains(type))
                {
                    return Wrong($"Invalid value: '{part.Get("type").Text()}'. Supported values are: {string.Join(", ", PartTypes.Select(known => $"'{known}'"))}.",
                        "invalid_value", $"input[{at}].content[{n}]");
                }
            }
        }

        return null;
    }

    private static Failure? CheckTools(JsonElement body)
    {
        var nameless = body.Get("tools").Items().Index()
            .FirstOrDefault(tool => tool.Item.Get("type").Text() == "function" && tool.Item.Get("name").Text() is not { Length: > 0 }, (-1, default)).Index;
        return nameless < 0 ? null : Wrong($"Missing required parameter: 'tools[{nameless}].name'.", "missing_required_parameter", $"tools[{nameless}].name");
    }

    private static Failure? CheckFormat(JsonElement body)
    {
        var format = body.Get("text").Get("format");
        if (format.Get("type").Text() != "json_schema")
        {
            return null;
        }

        if (format.Get("name").Text() is not { Length: > 0 } name)
        {
            return Wrong("Missing required parameter: 'text.format.name'.", "missing_required_parameter", "text.format.name");
        }

        return format.Get("schema") is not { } schema ? Wrong("Missing required parameter: 'text.format.schema'.", "missing_required_parameter", "text.format.schema")
            : format.Get("strict").IsTrue() && StrictSchema.Fault(schema) is { } fault
                ? Wrong($"Invalid schema for response_format '{name}': {fault}", "invalid_json_schema", "text.format.schema")
            : null;
    }

    private static Failure Wrong(string message, string code, string param) => new(400, Invalid, message, code, param);
}
