using System.Text.Json;
using Lanekeeper.FaultProvider.Answering;
using Lanekeeper.FaultProvider.Replaying;
using Lanekeeper.FaultProvider.Scripting;
using Lanekeeper.FaultProvider.Speaking;

namespace Lanekeeper.FaultProvider.Serving;

/// <summary>The providers' side: what a client under test talks to.</summary>
internal sealed class ProviderEndpoints(
    Playbook playbook, RecordingShelf shelf, AttemptLog log, Composer composer, FaultServerOptions options, CancellationToken stopping)
{
    private static readonly Behaviour Plain = new();
    private readonly ReplySender _sender = new(log, options.Time, stopping);
    private readonly ChatDialect _chat = new();
    private readonly MessagesDialect _messages = new();

    public void Map(IEndpointRouteBuilder routes)
    {
        var (responses, embeddings, count) = (new ResponsesDialect(), new EmbeddingsDialect(), new CountTokensDialect());
        routes.MapPost("/v1/chat/completions", context => AnswerAsync(context, _chat));
        routes.MapPost("/v1/responses", context => AnswerAsync(context, responses));
        routes.MapPost("/v1/embeddings", context => AnswerAsync(context, embeddings));
        routes.MapPost("/v1/messages", context => AnswerAsync(context, _messages));
        routes.MapPost("/v1/messages/count_tokens", context => AnswerAsync(context, count));
        routes.MapGet("/v1/models", ListModelsAsync);
        routes.MapMethods("/api/hello", [HttpMethods.Head, HttpMethods.Get], () => Results.Ok());
    }

    private async Task AnswerAsync(HttpContext context, IDialect dialect)
    {
        if (await RequestReading.BodyAsync(context) is not { } body)
        {
            await RejectAsync(context, dialect, Begin(context, dialect, [], null), dialect.Fail(FaultKind.TooLarge, new Question { Model = "" }));
            return;
        }

        var (question, fault) = Understand(context, dialect, body);
        var attempt = Begin(context, dialect, body, question);
        if (question is null)
        {
            await RejectAsync(context, dialect, attempt, fault!);
        }
        else if (question.Model.StartsWith(Recording.Prefix, StringComparison.Ordinal))
        {
            await ReplayAsync(context, dialect, attempt, question);
        }
        else if (playbook.Choose(question) is { } behaviour)
        {
            var reply = composer.Compose(behaviour, question, dialect, attempt.Number);
            await SendAsync(context, dialect, attempt, reply, behaviour, FaultNames.NameOf(behaviour.Do));
        }
        else
        {
            await RejectAsync(context, dialect, attempt, dialect.Fail(FaultKind.NotFound, question));
        }
    }

    private Task RejectAsync(HttpContext context, IDialect dialect, AttemptEntry attempt, Failure failure) =>
        SendAsync(context, dialect, attempt, composer.Reject(failure, dialect, attempt.Number), Plain, "rejected");

    /// <summary>A recording goes out as it was taken: none of our own headers, and cut where its request says.</summary>
    private async Task ReplayAsync(HttpContext context, IDialect dialect, AttemptEntry attempt, Question question)
    {
        var (recording, fault) = shelf.Find(question.Model, dialect.Format);
        if (recording is null)
        {
            await RejectAsync(context, dialect, attempt, new Failure(404, "not_found_error", fault!, "model_not_found", "model"));
            return;
        }

        log.Note(attempt, "replay", recording.Status);
        ReplyHeaders.Set(context.Response, recording);
        await _sender.SendAsync(context, attempt, recording.ToReply(), new Behaviour { FrameDelayMs = recording.FrameDelayMs });
    }

    private Task SendAsync(HttpContext context, IDialect dialect, AttemptEntry attempt, Reply reply, Behaviour behaviour, string did)
    {
        log.Note(attempt, did, reply.Headless ? null : reply.Status);
        if (!reply.Headless)
        {
            var facts = new ResponseFacts(composer.RequestId(attempt.Number), attempt.Begun, composer.ProcessingMs(attempt.Number),
                reply.InputTokens, reply.Failure, behaviour.RetryAfterSeconds, behaviour.RetryAfterMs);
            ReplyHeaders.Set(context.Response, dialect, reply, behaviour, facts);
        }

        return _sender.SendAsync(context, attempt, reply, behaviour);
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

    private AttemptEntry Begin(HttpContext context, IDialect dialect, byte[] body, Question? question) =>
        log.Begin(body, log.Quiet ? null : RequestReading.Head(context.Request.Headers),
            (number, now) => RequestReading.Describe(context, dialect.Format, body, question, log.Quiet, number, now));

    private async Task ListModelsAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        IDialect dialect = headers.ContainsKey("anthropic-version") || headers.ContainsKey("x-api-key") ? _messages : _chat;
        var challenge = dialect.Challenge(headers, options.Key);
        context.Response.StatusCode = challenge?.Status ?? 200;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(challenge is null ? ModelList.Write(dialect) : dialect.Write(challenge, composer.RequestId(0)), context.RequestAborted);
    }
}
