using System.Globalization;
using System.Text.Json;

namespace Lanekeeper.FaultProvider.Speaking;

/// <summary>Anthropic's messages: requests and errors. How it answers stands in <see cref="AnthropicWriter"/>.</summary>
internal sealed class AnthropicDialect : IDialect
{
    private const string Invalid = "invalid_request_error";

    public (string Answer, string Tool) IdPrefixes => ("msg_01", "toolu_01");

    public Failure Unreadable => new(400, Invalid, "The request body is not valid JSON.");

    public Failure? Challenge(IHeaderDictionary headers, string? key) => (Credentials.ApiKey(headers) ?? Credentials.Bearer(headers)) switch
    {
        null => new Failure(401, "authentication_error", "x-api-key header is required"),
        var given when !Credentials.Accepted(given, key) => new Failure(401, "authentication_error", "invalid x-api-key"),
        _ when headers["anthropic-version"].Count == 0 => new Failure(400, Invalid, "anthropic-version: header is required"),
        _ => null,
    };

    public Failure? Check(JsonElement body)
    {
        if (new[] { "model", "messages", "max_tokens" }.FirstOrDefault(name => body.Get(name) is null) is { } missing)
        {
            return Wrong($"{missing}: Field required");
        }

        if (body.Get("model").Text() is not { Length: > 0 })
        {
            return Wrong("model: Input should be a valid string");
        }

        if (body.Get("max_tokens") is not { ValueKind: JsonValueKind.Number } limit || !limit.TryGetInt32(out var tokens) || tokens < 1)
        {
            return Wrong("max_tokens: Input should be greater than or equal to 1");
        }

        var messages = body.Get("messages")!.Value;
        return messages.ValueKind != JsonValueKind.Array ? Wrong("messages: Input should be a valid list")
            : messages.GetArrayLength() == 0 ? Wrong("messages: at least one message is required")
            : CheckRoles(messages) ?? CheckFormat(body);
    }

    public Question Read(JsonElement body)
    {
        var tools = body.Get("tools").Items().Select(tool => new OfferedTool(tool.Get("name").Text() ?? "", tool.Get("input_schema"))).ToList();
        var choice = body.Get("tool_choice");
        return new Question
        {
            Model = body.Get("model").Text()!,
            LastUserText = JsonReading.LastUserText(body),
            Stream = body.Get("stream").IsTrue(),
            Schema = Format(body).Get("schema"),
            Tools = tools,
            ForcedTool = choice.Get("type").Text() == "any" ? tools.FirstOrDefault() : tools.Find(tool => tool.Name == choice.Get("name").Text()),
            InputTokens = JsonReading.Tokens(body.Get("messages")!.Value.GetRawText().Length + (body.Get("system")?.GetRawText().Length ?? 0)),
        };
    }

    public Failure Fail(FaultKind kind, Question question) => kind switch
    {
        FaultKind.BadRequest => Wrong("temperature: range: 0..1"),
        FaultKind.ContextTooLong => Wrong($"prompt is too long: {200_000 + question.InputTokens} tokens > 200000 maximum"),
        FaultKind.Filter => Wrong("Output blocked by content filtering policy"),
        FaultKind.Unauthorized => new(401, "authentication_error", "invalid x-api-key"),
        FaultKind.Quota => new(402, "billing_error", "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits."),
        FaultKind.Forbidden => new(403, "permission_error", "Your API key does not have permission to use the specified resource."),
        FaultKind.NotFound => new(404, "not_found_error", $"model: {question.Model}"),
        FaultKind.TooLarge => new(413, "request_too_large", "Request exceeds the maximum size"),
        FaultKind.RateLimit => new(429, "rate_limit_error",
            "This request would exceed your organization's rate limit of 50 requests per minute. Please reduce the prompt length or the maximum tokens requested, or try again later."),
        FaultKind.Unavailable => new(503, "api_error", "Service temporarily unavailable"),
        FaultKind.Overloaded => new(529, "overloaded_error", "Overloaded"),
        _ => new(500, "api_error", "Internal server error"),
    };

    public byte[] Write(Failure failure, string requestId) => JsonReading.Bytes(Body(failure, requestId));

    public byte[] Write(Answer answer) => AnthropicWriter.Whole(answer);

    public IEnumerable<byte[]> WriteStream(Answer answer, bool withUsage) => AnthropicWriter.Stream(answer);

    public byte[] WriteStreamError(Failure failure, string requestId) => JsonReading.Event("error", Body(failure, requestId));

    public void AddHeaders(IHeaderDictionary headers, ResponseFacts facts)
    {
        headers["request-id"] = facts.RequestId;
        headers["anthropic-organization-id"] = "fa017a00-0000-4000-8000-000000000000";
        if (facts.Failure is { } failure)
        {
            headers["x-should-retry"] = failure.Status is 408 or 409 or 429 or >= 500 ? "true" : "false";
        }

        if (facts.Failure?.Status is 400 or 401)
        {
            return;
        }

        var spent = facts.Failure?.Status == 429;
        var reset = facts.Now.AddSeconds(facts.RetryAfterSeconds ?? 1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        Limit(headers, "requests", 50, spent ? 0 : 49, reset);
        Limit(headers, "input-tokens", 400_000, Math.Max(0, 400_000 - facts.InputTokens), reset);
        Limit(headers, "output-tokens", 80_000, 80_000, reset);
        Limit(headers, "tokens", 480_000, Math.Max(0, 480_000 - facts.InputTokens), reset);
    }

    private static void Limit(IHeaderDictionary headers, string what, int limit, int remaining, string reset)
    {
        headers[$"anthropic-ratelimit-{what}-limit"] = limit.ToString(CultureInfo.InvariantCulture);
        headers[$"anthropic-ratelimit-{what}-remaining"] = remaining.ToString(CultureInfo.InvariantCulture);
        headers[$"anthropic-ratelimit-{what}-reset"] = reset;
    }

    private static object Body(Failure failure, string requestId) =>
        new { type = "error", error = new { type = failure.Type, message = failure.Message }, request_id = requestId };

    private static Failure Wrong(string message) => new(400, Invalid, message);

    private static JsonElement? Format(JsonElement body) => body.Get("output_config").Get("format") ?? body.Get("output_format");

    private static Failure? CheckRoles(JsonElement messages)
    {
        foreach (var message in messages.EnumerateArray())
        {
            switch (message.Get("role").Text())
            {
                case "user" or "assistant":
                    break;
                case "system":
                    return Wrong("messages: Unexpected role \"system\". The Messages API accepts a top-level `system` parameter, not \"system\" as an input message role.");
                default:
                    return Wrong("messages.0.role: Input should be 'user' or 'assistant'");
            }
        }

        return null;
    }

    private static Failure? CheckFormat(JsonElement body) =>
        Format(body) is not { } format ? null
        : format.Get("type").Text() != "json_schema" ? Wrong("output_config.format.type: Input should be 'json_schema'")
        : format.Get("schema") is not { } schema ? Wrong("output_config.format.schema: Field required")
        : schema.Get("properties") is not null && schema.Get("additionalProperties") is not { ValueKind: JsonValueKind.False }
            ? Wrong("output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false")
        : null;
}
