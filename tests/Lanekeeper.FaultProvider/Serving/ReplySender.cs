using Lanekeeper.FaultProvider.Answering;

namespace Lanekeeper.FaultProvider.Serving;

/// <summary>Puts a reply on the wire, and notes how that ended.</summary>
internal sealed class ReplySender(AttemptLog log, TimeProvider time, CancellationToken stopping)
{
    /// <summary>A reset throws away what still waits to be sent; the parts before a cut have this long to leave.</summary>
    private const int SettleMs = 20;

    public async Task SendAsync(HttpContext context, int number, Reply reply, Behaviour behaviour)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            await WaitAsync(behaviour.DelayMs, either.Token);
            await WriteAsync(context, number, reply, behaviour, either.Token);
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException)
        {
            log.End(number, stopping.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested ? Outcome.Stopped : Outcome.ClientAborted);
            context.Abort();
        }
    }

    private async Task WriteAsync(HttpContext context, int number, Reply reply, Behaviour behaviour, CancellationToken cancellationToken)
    {
        foreach (var (n, part) in reply.Parts.Index())
        {
            await WaitAsync(n == 0 ? 0 : behaviour.FrameDelayMs, cancellationToken);
            if (n == reply.Parts.Count - 1)
            {
                NoteLast(number, reply.Ending);
            }

            await context.Response.Body.WriteAsync(part, cancellationToken);
        }

        await EndAsync(context, number, reply, cancellationToken);
    }

    /// <summary>Noted before the last part goes out, so that a test that has read an answer finds it in the log.</summary>
    private void NoteLast(int number, Ending ending)
    {
        if (ending != Ending.Silence)
        {
            log.End(number, ending == Ending.Reset ? Outcome.Cut : Outcome.Sent);
        }
    }

    private async Task EndAsync(HttpContext context, int number, Reply reply, CancellationToken cancellationToken)
    {
        if (reply.Parts.Count == 0)
        {
            NoteLast(number, reply.Ending);
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
