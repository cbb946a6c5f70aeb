using System.Security.Cryptography;
using System.Text.Json;
using Lanekeeper.FaultProvider.Answering;
using Lanekeeper.FaultProvider.Scripting;
using Lanekeeper.FaultProvider.Speaking;

namespace Lanekeeper.FaultProvider.Serving;

/// <summary>The providers' side: what a client under test talks to.</summary>
internal sealed class ProviderEndpoints(Playbook playbook, AttemptLog log, Composer composer, FaultServerOptions options, CancellationToken stopping)
{
    public const int MaxBody = 32 << 20;

    private static readonly string[] IdHeaders =
        ["x-client-request-id", "idempotency-key", "traceparent", "x-stainless-retry-count", "x-request-id", "anthropic-version", "anthropic-beta"];

    private readonly OpenAiDialect _openAi = new();
    private readonly AnthropicDialect _anthropic = new();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/chat/completions", context => AnswerAsync(context, _openAi));
        routes.MapPost("/v1/messages", context => AnswerAsync(context, _anthropic));
        routes.MapGet("/v1/models", ListModelsAsync);
    }

    private async Task AnswerAsync(HttpContext context, IDialect dialect)
    {
        if (await ReadBodyAsync(context) is not { } body)
        {
            var failure = dialect.Fail(FaultKind.TooLarge, new Question { Model = "" });
            var refused = Begin(context, [], null);
            await SendAsync(context, dialect, refused, composer.Reject(failure, dialect, refused.Number), null);
            return;
        }

        var (question, fault) = Understand(context, dialect, body);
        var attempt = Begin(context, body, question);
        var behaviour = question is null ? null : playbook.Choose(question);
        if (question is not null && behaviour is null)
        {
            fault = dialect.Fail(FaultKind.NotFound, question);
        }

        var reply = fault is null ? composer.Compose(behaviour!, question!, dialect, attempt.Number) : composer.Reject(fault, dialect, attempt.Number);
        await SendAsync(context, dialect, attempt, reply, fault is null ? behaviour! : null);
    }

    private async Task SendAsync(HttpContext context, IDialect dialect, Attempt attempt, Reply reply, Behaviour? behaviour)
    {
        log.Note(attempt.Number, noted => noted with
        {
            Did = behaviour is null ? "rejected" : FaultNames.NameOf(behaviour.Do),
            Status = reply.Headless ? null : reply.Status,
        });
        behaviour ??= new Behaviour();
        if (!reply.Headless)
        {
            var facts = new ResponseFacts(composer.RequestId(attempt.Number), attempt.At, composer.ProcessingMs(attempt.Number),
                reply.InputTokens, reply.Failure, behaviour.RetryAfterSeconds, behaviour.RetryAfterMs);
            ReplyHeaders.Set(context.Response, dialect, reply, behaviour, facts);
        }

        await new ReplySender(log, options.Time, stopping).SendAsync(context, attempt.Number, reply, behaviour);
    }

    private (Question? Question, Failure? Failure) Understand(HttpContext context, IDialect dialect, byte[] body)
    {
        if (dialect.Challenge(context.Request.Headers, options.Key) is { } challenge)
        {
            return (null, challenge);
        }

        try
        {
            var element = JsonElement.Parse(body);
            return element.ValueKind != JsonValueKind.Object ? (null, dialect.Unreadable)
                : dialect.Check(element) is { } failure ? (null, failure)
                : (dialect.Read(element), null);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // Not JSON at all, or a string in it that holds half a surrogate pair.
            return (null, dialect.Unreadable);
        }
    }

    private Attempt Begin(HttpContext context, byte[] body, Question? question)
    {
        var headers = context.Request.Headers;
        return log.Begin(body, (number, now) => new Attempt
        {
            Number = number,
            At = now,
            Path = context.Request.Path,
            Model = question?.Model ?? "",
            Stream = question?.Stream ?? false,
            LastUserText = question is null ? "" : question.LastUserText[..Math.Min(question.LastUserText.Length, 500)],
            Credential = Credentials.Kind(headers),
            Ids = IdHeaders.Where(headers.ContainsKey).ToDictionary(name => name, name => headers[name].ToString()),
            BodyDigest = Convert.ToHexStringLower(SHA256.HashData(body)),
            BodyBytes = body.Length,
        });
    }

    /// <returns>The body, or <see langword="null"/> when it is larger than a provider takes.</returns>
    private static async Task<byte[]?> ReadBodyAsync(HttpContext context)
    {
        try
        {
            using var buffer = new MemoryStream();
            await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
            return buffer.ToArray();
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
    }

    private async Task ListModelsAsync(HttpContext context)
    {
        IDialect dialect = context.Request.Headers.ContainsKey("anthropic-version") ? _anthropic : _openAi;
        var challenge = dialect.Challenge(context.Request.Headers, options.Key);
        context.Response.StatusCode = challenge?.Status ?? 200;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(challenge is null ? ModelList.Write(dialect) : dialect.Write(challenge, composer.RequestId(0)), context.RequestAborted);
    }
}
