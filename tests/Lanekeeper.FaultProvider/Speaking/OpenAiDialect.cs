using System.Globalization;
using System.Text.Json;

namespace Lanekeeper.FaultProvider.Speaking;

/// <summary>OpenAI's chat completions: requests and errors. How it answers stands in <see cref="OpenAiWriter"/>.</summary>
internal sealed class OpenAiDialect : IDialect
{
    private const string Invalid = "invalid_request_error";

    public (string Answer, string Tool) IdPrefixes => ("chatcmpl-", "call_");

    public Failure Unreadable => new(400, Invalid,
        "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library correctly. The OpenAI API expects a JSON payload, but what was sent was not valid JSON.)");

    public Failure? Challenge(IHeaderDictionary headers, string? key) => Credentials.Bearer(headers) switch
    {
        null => new Failure(401, Invalid,
            "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY)."),
        var given when !Credentials.Accepted(given, key) => new Failure(401, Invalid,
            "Incorrect API key provided: sk-****. You can find your API key at https://platform.openai.com/account/api-keys.", "invalid_api_key"),
        _ => null,
    };

    public Failure? Check(JsonElement body)
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

    public Question Read(JsonElement body)
    {
        var tools = body.Get("tools").Items().Select(tool => tool.Get("function"))
            .Select(function => new OfferedTool(function.Get("name").Text() ?? "", function.Get("parameters"))).ToList();
        var choice = body.Get("tool_choice");
        var forced = choice.Text() == "required" ? tools.FirstOrDefault() : tools.Find(tool => tool.Name == choice.Get("function").Get("name").Text());
        return new Question
        {
            Model = body.Get("model").Text()!,
            LastUserText = JsonReading.LastUserText(body),
            Stream = body.Get("stream").IsTrue(),
            UsageInStream = body.Get("stream_options").Get("include_usage").IsTrue(),
            Schema = Schema(body),
            Tools = tools,
            ForcedTool = forced,
            InputTokens = JsonReading.Tokens(body.Get("messages")!.Value.GetRawText().Length),
        };
    }

    public Failure Fail(FaultKind kind, Question question) => kind switch
    {
        FaultKind.BadRequest => new(400, Invalid, "Invalid value for 'temperature': expected a number at most 2.", "decimal_above_max_value", "temperature"),
        FaultKind.ContextTooLong => new(400, Invalid,
            $"This model's maximum context length is 128000 tokens. However, your messages resulted in {128_000 + question.InputTokens} tokens. Please reduce the length of the messages.",
            "context_length_exceeded", "messages"),
        FaultKind.Unauthorized => new(401, Invalid,
            "Incorrect API key provided: sk-****. You can find your API key at https://platform.openai.com/account/api-keys.", "invalid_api_key"),
        FaultKind.Quota => new(429, "insufficient_quota",
            "You exceeded your current quota, please check your plan and billing details.", "insufficient_quota"),
        FaultKind.Forbidden => new(403, "request_forbidden", "Country, region, or territory not supported", "unsupported_country_region_territory"),
        FaultKind.NotFound => new(404, Invalid, $"The model `{question.Model}` does not exist or you do not have access to it.", "model_not_found"),
        FaultKind.TooLarge => new(413, Invalid, "Request body too large."),
        FaultKind.RateLimit => new(429, "requests",
            $"Rate limit reached for {question.Model} in organization org-fault on requests per min (RPM): Limit 500, Used 500, Requested 1.", "rate_limit_exceeded"),
        FaultKind.Unavailable => new(503, "server_error", "The engine is currently overloaded, please try again later."),
        FaultKind.Overloaded => new(503, "service_unavailable_error", "Our servers are currently overloaded. Please try again later.", "server_is_overloaded"),
        _ => new(500, "server_error", "The server had an error while processing your request. Sorry about that!"),
    };

    public byte[] Write(Failure failure, string requestId) => JsonReading.Bytes(Body(failure));

    public byte[] Write(Answer answer) => OpenAiWriter.Whole(answer);

    public IEnumerable<byte[]> WriteStream(Answer answer, bool withUsage) => OpenAiWriter.Stream(answer, withUsage);

    public byte[] WriteStreamError(Failure failure, string requestId) => JsonReading.Event(null, Body(failure));

    public void AddHeaders(IHeaderDictionary headers, ResponseFacts facts)
    {
        headers["x-request-id"] = facts.RequestId;
        headers["openai-organization"] = "org-fault";
        headers["openai-project"] = "proj_fault";
        headers["openai-version"] = "2020-10-01";
        headers["openai-processing-ms"] = facts.ProcessingMs.ToString(CultureInfo.InvariantCulture);
        if (facts.Failure?.Status == 401)
        {
            headers.WWWAuthenticate = "Bearer realm=\"OpenAI API\"";
            return;
        }

        var spent = facts.Failure?.Code == "rate_limit_exceeded";
        headers["x-ratelimit-limit-requests"] = "500";
        headers["x-ratelimit-limit-tokens"] = "200000";
        headers["x-ratelimit-remaining-requests"] = spent ? "0" : "499";
        headers["x-ratelimit-remaining-tokens"] = Math.Max(0, 200_000 - facts.InputTokens).ToString(CultureInfo.InvariantCulture);
        headers["x-ratelimit-reset-requests"] = spent && facts.RetryAfterSeconds is { } seconds ? $"{seconds}s" : "120ms";
        headers["x-ratelimit-reset-tokens"] = "6ms";
    }

    private static object Body(Failure failure) =>
        new { error = new { message = failure.Message, type = failure.Type, param = failure.Param, code = failure.Code } };

    private static JsonElement? Schema(JsonElement body) => body.Get("response_format").Get("type").Text() switch
    {
        "json_schema" => body.Get("response_format").Get("json_schema").Get("schema"),
        "json_object" => JsonElement.Parse("""{"type":"object","properties":{"answer":{"type":"string"}}}"""),
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
