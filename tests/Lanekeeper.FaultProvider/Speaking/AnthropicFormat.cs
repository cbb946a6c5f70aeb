using System.Globalization;
using System.Text.Json;

namespace Lanekeeper.FaultProvider.Speaking;

/// <summary>What Anthropic's formats have in common: the credential, the messages, errors and headers.</summary>
internal abstract class AnthropicFormat : IDialect
{
    protected const string Invalid = "invalid_request_error";

    public abstract string Format { get; }

    public abstract (string Answer, string Tool) IdPrefixes { get; }

    public Failure Unreadable => new(400, Invalid, "The request body is not valid JSON.");

    public Failure? Challenge(IHeaderDictionary headers, string? key) => (Credentials.ApiKey(headers) ?? Credentials.Bearer(headers)) switch
    {
        null => new Failure(401, "authentication_error", "x-api-key header is required"),
        var given when !Credentials.Accepted(given, key) => new Failure(401, "authentication_error", "invalid x-api-key"),
        _ when headers["anthropic-version"].Count == 0 => new Failure(400, Invalid, "anthropic-version: header is required"),
        _ => null,
    };

    public abstract Failure? Check(JsonElement body);

    public abstract Question Read(JsonElement body);

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

    public virtual int BeforeWords => 0;

    public abstract byte[] Write(Answer answer, Question question);

    public abstract IEnumerable<byte[]> WriteStream(Answer answer, Question question);

    public IEnumerable<byte[]> WriteStreamError(Failure failure, string requestId, Answer answer, int sent) => [JsonReading.Event("error", Body(failure, requestId))];

    public byte[] WriteInside(Failure failure, string requestId, Answer answer) => Write(failure, requestId);

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

    /// <returns>What is wrong with the model's name or the messages.</returns>
    protected static Failure? CheckMessages(JsonElement body)
    {
        if (body.Get("model").Text() is not { Length: > 0 })
        {
            return Wrong(body.Get("model") is null ? "model: Field required" : "model: Input should be a valid string");
        }

        return body.Get("messages") is not { } messages ? Wrong("messages: Field required")
            : messages.ValueKind != JsonValueKind.Array ? Wrong("messages: Input should be a valid list")
            : messages.GetArrayLength() == 0 ? Wrong("messages: at least one message is required")
            : CheckRoles(messages);
    }

    protected static Failure Wrong(string message) => new(400, Invalid, message);

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

    private static object Body(Failure failure, string requestId) =>
        new { type = "error", error = new { type = failure.Type, message = failure.Message }, request_id = requestId };
}
