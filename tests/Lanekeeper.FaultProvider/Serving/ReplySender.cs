using Lanekeeper.FaultProvider.Answering;

namespace Lanekeeper.FaultProvider.Serving;

/// <summary>Puts a reply on the wire, and notes how that ended.</summary>
internal sealed class ReplySender(AttemptLog log, TimeProvider time, CancellationToken stopping)
{
    /// <summary>A reset throws away what still waits to be sent; the parts before a cut have this long to leave.</summary>
    private const int SettleMs = 20;

    public Task SendAsync(HttpContext context, AttemptEntry attempt, Reply reply, Behaviour behaviour) =>
        reply is { Headless: false, Ending: Ending.Clean, Parts: [var whole] } && behaviour.DelayMs == 0
            ? SendAtOnceAsync(context, attempt, whole)
            : SendWatchedAsync(context, attempt, reply, behaviour);

    /// <summary>Nothing to wait for: what is left of the work is one write.</summary>
    private async Task SendAtOnceAsync(HttpContext context, AttemptEntry attempt, ReadOnlyMemory<byte> whole)
    {
        log.End(attempt, Outcome.Sent);
        await context.Response.Body.WriteAsync(whole, CancellationToken.None);
    }

    private async Task SendWatchedAsync(HttpContext context, AttemptEntry attempt, Reply reply, Behaviour behaviour)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            await WaitAsync(behaviour.DelayMs, either.Token);
            await WriteAsync(context, attempt, reply, behaviour, either.Token);
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException)
        {
            log.End(attempt, stopping.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested ? Outcome.Stopped : Outcome.ClientAborted);
            context.Abort();
        }
    }

    private async Task WriteAsync(HttpContext context, AttemptEntry attempt, Reply reply, Behaviour behaviour, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        for (var n = 0; n < reply.Parts.Count; n++)
        {
            await WaitForTurnAsync(behaviour, n, began, cancellationToken);
            if (n == reply.Parts.Count - 1)
            {
                NoteLast(attempt, reply.Ending);
            }

            await context.Response.Body.WriteAsync(reply.Parts[n], cancellationToken);
        }

        await EndAsync(context, attempt, reply, cancellationToken);
    }

    /// <summary>A pace is kept from the first part on: what one part is late, the next is not.</summary>
    private Task WaitForTurnAsync(Behaviour behaviour, int n, long began, CancellationToken cancellationToken)
    {
        if (n == 0 || behaviour.FrameDelayMs == 0)
        {
            return Task.CompletedTask;
        }

        var turn = behaviour.Do == FaultKind.Pace
            ? TimeSpan.FromMilliseconds((double)behaviour.FrameDelayMs * n) - time.GetElapsedTime(began)
            : TimeSpan.FromMilliseconds(behaviour.FrameDelayMs);
        return turn <= TimeSpan.Zero ? Task.CompletedTask : Task.Delay(turn, time, cancellationToken);
    }

    /// <summary>Noted before the last part goes out, so that a test that has read an answer finds it in the log.</summary>
    private void NoteLast(AttemptEntry attempt, Ending ending)
    {
        if (ending != Ending.Silence)
        {
            log.End(attempt, ending == Ending.Reset ? Outcome.Cut : Outcome.Sent);
        }
    }

    private async Task EndAsync(HttpContext context, AttemptEntry attempt, Reply reply, CancellationToken cancellationToken)
    {
        if (reply.Parts.Count == 0)
        {
            NoteLast(attempt, reply.Ending);
        }

        if (reply.Ending == Ending.Silence)
        {
            if (!reply.Headless)
            {
                await context.Response.Body.FlushAsync(cancellationToken);
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
        }

        if (reply.Ending == Ending.Reset)
        {
            await WaitAsync(reply.Parts.Count == 0 ? 0 : SettleMs, cancellationToken);
            context.Abort();
        }
    }

    private Task WaitAsync(int milliseconds, CancellationToken cancellationToken) =>
        milliseconds == 0 ? Task.CompletedTask : Task.Delay(TimeSpan.FromMilliseconds(milliseconds), time, cancellationToken);
}
