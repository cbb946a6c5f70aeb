using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Primitives;

namespace Lanekeeper.FaultProvider.Speaking;

/// <summary>What OpenAI's formats have in common: the credential, errors and headers.</summary>
internal abstract class OpenAiFormat : IDialect
{
    protected const string Invalid = "invalid_request_error";

    /// <summary>What a request for some JSON without a schema gets.</summary>
    protected static readonly JsonElement AnyObject = JsonElement.Parse("""{"type":"object","properties":{"answer":{"type":"string"}}}""");

    private static readonly StringValues Organization = "org-fault";
    private static readonly StringValues Project = "proj_fault";
    private static readonly StringValues Version = "2020-10-01";
    private static readonly StringValues LimitRequests = "500";
    private static readonly StringValues LimitTokens = "200000";
    private static readonly StringValues LastRequest = "499";
    private static readonly StringValues None = "0";
    private static readonly StringValues Soon = "120ms";
    private static readonly StringValues VerySoon = "6ms";

    public abstract string Format { get; }

    public abstract (string Answer, string Tool) IdPrefixes { get; }

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

    public abstract Failure? Check(JsonElement body);

    public abstract Question Read(JsonElement body);

    public virtual Failure Fail(FaultKind kind, Question question) => kind switch
    {
        FaultKind.BadRequest => new(400, Invalid, "Invalid value for 'temperature': expected a number at most 2.", "decimal_above_max_value", "temperature"),
        FaultKind.ContextTooLong => new(400, Invalid,
            $"This model's maximum context length is 128000 tokens. However, your messages resulted in {128_000 + question.InputTokens} tokens. Please reduce the length of the messages.",
            "context_length_exceeded", "messages"),
        FaultKind.Unauthorized => new(401, Invalid,
            "Incorrect API key provided: sk-****. You can find your API key at https://platform.openai.com/account/api-keys.", "invalid_api_key"),
        FaultKind.Quota => new(429, "insufficient_quota",
            "You exceeded your current quota, please check your plan and billing details. For more information on this error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.", "insufficient_quota"),
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

    public virtual int Preamble => 0;

    public virtual int BeforeWords => 0;

    public abstract byte[] Write(Answer answer, Question question);

    public abstract IEnumerable<byte[]> WriteStream(Answer answer, Question question);

    public virtual IEnumerable<byte[]> WriteStreamError(Failure failure, string requestId, Answer answer, int sent) => [JsonReading.Event(null, Body(failure))];

    public virtual byte[] WriteInside(Failure failure, string requestId, Answer answer) => Write(failure, requestId);

    public void AddHeaders(IHeaderDictionary headers, ResponseFacts facts)
    {
        headers["x-request-id"] = facts.RequestId;
        headers["openai-organization"] = Organization;
        headers["openai-project"] = Project;
        headers["openai-version"] = Version;
        headers["openai-processing-ms"] = facts.ProcessingMs.ToString(CultureInfo.InvariantCulture);
        if (facts.Failure?.Status == 401)
        {
            headers.WWWAuthenticate = "Bearer realm=\"OpenAI API\"";
            return;
        }

        var spent = facts.Failure?.Code == "rate_limit_exceeded";
        headers["x-ratelimit-limit-requests"] = LimitRequests;
        headers["x-ratelimit-limit-tokens"] = LimitTokens;
        headers["x-ratelimit-remaining-requests"] = spent ? None : LastRequest;
        headers["x-ratelimit-remaining-tokens"] = Math.Max(0, 200_000 - facts.InputTokens).ToString(CultureInfo.InvariantCulture);
        headers["x-ratelimit-reset-requests"] = spent && facts.RetryAfterSeconds is { } seconds ? new StringValues($"{seconds}s") : Soon;
        headers["x-ratelimit-reset-tokens"] = VerySoon;
    }

    private static object Body(Failure failure) =>
        new { error = new { message = failure.Message, type = failure.Type, param = failure.Param, code = failure.Code } };
}
