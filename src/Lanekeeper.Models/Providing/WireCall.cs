using System.Text.Json;
using Lanekeeper.Project;

namespace Lanekeeper.Models.Providing;

/// <summary>One exchange with a provider over HTTP: sent, blotted, sorted into failure or answer. What differs between formats is in <see cref="WireFormat"/>.</summary>
internal sealed class WireCall(ProviderHttp http, ModelsOptions options, TimeProvider time)
{
    public async Task<ProviderReply> SendAsync(WireFormat format, ModelDefinition model, string key, byte[] body, CancellationToken cancellationToken)
    {
        var raw = await http.PostAsync(format.Address(model), format.Headers(key), body, cancellationToken);
        var answer = raw with { Body = Redaction.Blot(raw.Body, key) };
        var facts = new ProviderReply
        {
            HttpStatus = answer.Status,
            Body = answer.Status is null ? null : answer.Body,
            BodyLength = answer.Length,
            FirstByteMs = answer.FirstByte?.TotalMilliseconds,
            RequestId = answer.Header(format.RequestIdHeader),
            IsFinal = answer.Header("x-should-retry") == "false",
        };
        return Sort(format, model, answer, facts);
    }

    private ProviderReply Sort(WireFormat format, ModelDefinition model, HttpAnswer answer, ProviderReply facts)
    {
        if (answer.Failure is { } broken)
        {
            return Fail(facts, broken, model, answer, answer.Why);
        }

        var json = JsonReading.Object(answer.Body);
        var error = json is { } read ? ErrorBody.Read(read) : null;
        if (answer.Status is < 200 or >= 300 || error is not null)
        {
            return Fail(facts, FailureClassifier.Of(answer.Status ?? 0, error), model, answer, error?.Message);
        }

        if (json is null)
        {
            return Fail(facts, FailureKind.Garbled, model, answer, answer.Body.Length == 0 ? "the body is empty" : "the body is not complete JSON");
        }

        var (reply, failure, words) = format.Read(json.Value, facts);
        return failure is { } kind ? Fail(reply, kind, model, answer, words) : reply;
    }

    private ProviderReply Fail(ProviderReply facts, FailureKind kind, ModelDefinition model, HttpAnswer answer, string? words)
    {
        var problem = Failures.Say(kind, model, answer.Status, words, options.LargestResponse);
        var after = RetryHints.After(answer.Header("retry-after"), answer.Header("retry-after-ms"), time.GetUtcNow());
        return facts with { Problem = problem.IsTransient ? problem with { RetryAfter = after } : problem };
    }
}

/// <summary>What differs between the formats on the wire.</summary>
internal abstract class WireFormat
{
    public abstract string RequestIdHeader { get; }

    public abstract Uri Address(ModelDefinition model);

    public abstract IReadOnlyList<KeyValuePair<string, string>> Headers(string key);

    /// <summary>Reads a successful body; a failure where it holds no acceptable answer.</summary>
    public abstract WireAnswer Read(JsonElement body, ProviderReply facts);

    /// <summary>Base addresses are given with and without a slash at their end.</summary>
    protected static Uri Join(Uri root, string path) => new($"{root.AbsoluteUri.TrimEnd('/')}/{path}");
}

/// <param name="Words">What the provider says about the failure.</param>
internal sealed record WireAnswer(ProviderReply Reply, FailureKind? Failure, string? Words);
