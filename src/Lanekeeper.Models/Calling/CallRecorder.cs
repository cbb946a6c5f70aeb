using Lanekeeper.Ledger;

namespace Lanekeeper.Models.Calling;

/// <summary>Both rows of a request: before it is sent, and before its answer is handed on.</summary>
internal sealed class CallRecorder(ICalls calls, ModelsOptions options, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public Task<Result<Done>> OpenAsync(CallIntent intent, CancellationToken cancellationToken) => calls.OpenAsync(intent, cancellationToken);

    /// <summary>The answer may have been paid for, so its row outlives the caller, and a ledger that is away for a moment is asked again.</summary>
    public async Task<Result<Done>> CloseAsync(CallFinal final)
    {
        using var limit = new CancellationTokenSource(options.ClosingLimit, time);
        var last = LedgerProblems.Unavailable();
        try
        {
            while (true)
            {
                var closed = await calls.CloseAsync(final, limit.Token);
                if (closed.Problem is not { IsTransient: true } problem)
                {
                    return closed;
                }

                last = problem;
                await Task.Delay(problem.RetryAfter ?? Pause, time, limit.Token);
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return last;
        }
    }
}
