using System.Text.Json;
using Lanekeeper.Ledger;
using Lanekeeper.Models.Providing;
using Lanekeeper.Models.Shaping;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Models.Calling;

/// <summary>One request to a provider: intent committed, sent, read, final committed. Only then does anybody see the answer.</summary>
internal sealed partial class Attempter(CallRecorder recorder, TimeProvider time, ILogger<Attempter> logger)
{
    public async Task<Result<Attempt>> RunAsync(CallGroup group, PreparedCall prepared, CallPurpose purpose)
    {
        var (opened, id) = (time.GetTimestamp(), Id.New(time));
        var intent = Intent(group, prepared, purpose, id);
        using var activity = CallActivity.Start(intent, group.Call, prepared.Host);

        // Not cancelled: an intent that is on its way is written, and then somebody has to close it.
        var written = await recorder.OpenAsync(intent, CancellationToken.None);
        if (!written.Succeeded(out _, out var unwritten))
        {
            return unwritten;
        }

        var before = time.GetElapsedTime(opened).TotalMilliseconds;
        var (reply, state) = await SendAsync(group, prepared, id);
        var attempt = Read(group, id, reply);
        var cost = group.Price.CostOf(reply.ServedModel, reply.Usage);
        group.Tally.Count(reply, cost);
        var total = time.GetElapsedTime(opened).TotalMilliseconds;
        CallActivity.End(activity, reply, attempt.Problem);
        var closed = await recorder.CloseAsync(Final(group, attempt, state, cost, new CallLatency(before, before + reply.FirstByteMs, total)));
        Log(group, attempt, prepared, intent.Attempt, total);
        group.Deadline.ThrowIfCallerLeft(state == CallState.Cancelled);
        return closed.Succeeded(out _, out var unclosed) ? attempt : unclosed;
    }

    private static async Task<(ProviderReply Reply, CallState? State)> SendAsync(CallGroup group, PreparedCall prepared)
    {
        var isUnsent = true;
        try
        {
            group.Deadline.Token.ThrowIfCancellationRequested();
            isUnsent = false;
            return (await prepared.SendAsync(group.Deadline.Token), null);
        }
        catch (OperationCanceledException) when (group.Deadline.Token.IsCancellationRequested)
        {
            var late = new ProviderReply { Problem = ModelProblems.DeadlinePassed(group.Model, group.Deadline.Length), IsFinal = true, IsUnsent = isUnsent };
            return (late, group.Deadline.CallerLeft ? CallState.Cancelled : CallState.TimedOut);
        }
    }

    /// <summary>Whatever else goes wrong in here is a fault of ours; even then the row does not stay open.</summary>
    private async Task<(ProviderReply Reply, CallState? State)> SendAsync(CallGroup group, PreparedCall prepared, Guid id)
    {
        try
        {
            return await SendAsync(group, prepared);
        }
        catch (Exception exception)
        {
            await recorder.CloseAsync(new CallFinal { Id = id, State = CallState.Unknown, ClosedAt = time.GetUtcNow(), FailureCode = "models.fault", FailureMessage = exception.GetType().Name });
            throw;
        }
    }

    private static CallIntent Intent(CallGroup group, PreparedCall prepared, CallPurpose purpose, Guid id)
    {
        var number = group.Tally.Begin(id);
        return new CallIntent
        {
            Id = id,
            Origin = group.Call.Origin,
            OpenedAt = Id.TimeOf(id),
            Deadline = group.Deadline.At,
            Attempt = number,
            FirstCallId = group.Tally.FirstCallId ?? id,
            Purpose = purpose,
            Route = group.Call.Route.Name,
            Provider = group.Provider.Name,
            RequestedModel = group.Call.Route.Model.Model,
            RouteReason = group.Reason,
            Degraded = group.Degraded,
            Request = prepared.Body,
            PriceVersion = group.Price.Version,
            Hold = group.Hold,
        };
    }

    private static Attempt Read(CallGroup group, Guid id, ProviderReply reply)
    {
        if (reply.Problem is { } problem)
        {
            return new Attempt(id, reply, new OutputReading(default, []), problem, null);
        }

        var reading = OutputCheck.Read(reply.Text, group.Call.Output);
        return reading.Faults.Count == 0
            ? new Attempt(id, reply, reading, null, reply.Confidence ?? Stated(reading.Output))
            : new Attempt(id, reply, reading, ModelProblems.Mismatch(group.Model, reading.Faults), null);
    }

    private static double? Stated(JsonElement output) =>
        output.Get("confidence") is { ValueKind: JsonValueKind.Number } stated && stated.TryGetDouble(out var confidence) && confidence is >= 0 and <= 1 ? confidence : null;

    private CallFinal Final(CallGroup group, Attempt attempt, CallState? state, decimal? cost, CallLatency latency) => new()
    {
        Id = attempt.CallId,
        State = state ?? (attempt.Problem is null ? CallState.Answered : attempt.Problem.IsTransient ? CallState.FailedTransient : CallState.FailedSemantic),
        ClosedAt = time.GetUtcNow(),
        FailureCode = state == CallState.Cancelled ? "models.cancelled" : attempt.Problem?.Code,
        FailureMessage = state == CallState.Cancelled ? "The caller went away before the answer came." : Words(attempt.Problem),
        HttpStatus = attempt.Reply.HttpStatus,
        Response = attempt.Reply.Body,
        ResponseLength = attempt.Reply.BodyLength,
        ServedModel = attempt.Reply.ServedModel,
        Asked = new AskedModel(group.Provider.Name, group.Call.Route.Model.Model),
        ProviderRequestId = attempt.Reply.RequestId,
        SystemFingerprint = attempt.Reply.SystemFingerprint,
        FinishReason = attempt.Reply.FinishReason,
        Usage = attempt.Reply.Usage.Tokens,
        CostUsd = cost,
        Latency = latency,
        Confidence = attempt.Confidence,
        Settlement = group.Hold is null ? null : Settle(attempt.Reply, cost),
    };

    // What the provider turned down, or never got, it does not bill. Of all else that is not known, what was held counts.
    private static CallSettlement Settle(ProviderReply reply, decimal? cost) =>
        reply.IsUnsent || reply.HttpStatus is >= 400 || (reply.HttpStatus is null && reply.Problem?.Code == "models.unreachable") ? new(0, 0)
        : new(cost, reply.Usage.Tokens.Input + reply.Usage.Tokens.Output + (reply.Usage.Tokens.CacheRead ?? 0) + (reply.Usage.Tokens.CacheWrite ?? 0));

    private static string? Words(Problem? problem) =>
        problem is null ? null : problem.Details.Count == 0 ? problem.Message : $"{problem.Message} {string.Join("; ", problem.Details)}";

    private void Log(CallGroup group, Attempt attempt, PreparedCall prepared, int number, double total)
    {
        if (attempt.Problem is { } problem)
        {
            LogFailed(attempt.CallId, group.Model, number, problem.Code, attempt.Reply.HttpStatus, total);
        }
        else
        {
            LogAnswered(attempt.CallId, group.Model, number, total);
        }

        if (logger.IsEnabled(LogLevel.Trace))
        {
            LogExchangeSensitive(attempt.CallId, Utf8(prepared.Body), Utf8(attempt.Reply.Body ?? []));
        }
    }

    private static string Utf8(byte[] body) => System.Text.Encoding.UTF8.GetString(body);

    [LoggerMessage(LogLevel.Debug, "Call {CallId} to {Model}, request {Number}: answered in {Milliseconds:0} ms")]
    private partial void LogAnswered(Guid callId, string model, int number, double milliseconds);

    [LoggerMessage(LogLevel.Warning, "Call {CallId} to {Model}, request {Number}: {Code} (status {Status}) after {Milliseconds:0} ms")]
    private partial void LogFailed(Guid callId, string model, int number, string code, int? status, double milliseconds);

    [LoggerMessage(LogLevel.Trace, "Call {CallId}: sent {Request}, received {Response}")]
    private partial void LogExchangeSensitive(Guid callId, string request, string response);
}
