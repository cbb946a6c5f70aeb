using Lanekeeper.Approvals.Requesting;
using Lanekeeper.Approvals.Storing;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Approvals.Using;

internal sealed partial class WithdrawHandler(DecisionStore store, TimeProvider time, ILogger<WithdrawHandler> logger)
{
    private const int LongestWords = 2000;

    public async Task<Result<Done>> RunAsync(Guid runId, string why, CancellationToken cancellationToken)
    {
        var count = await store.WithdrawAsync(runId, Text.Bound(why, LongestWords), time.GetUtcNow(), cancellationToken);
        if (count > 0)
        {
            LogWithdrawn(count, runId);
        }

        return Done.Instance;
    }

    [LoggerMessage(LogLevel.Information, "{Count} open approvals of run {RunId} withdrawn.")]
    private partial void LogWithdrawn(int count, Guid runId);
}
