using Lanekeeper.Approvals.Storing;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Approvals.Expiring;

/// <summary>Closes every card whose time has ended.</summary>
internal sealed partial class ExpireHandler(DecisionStore store, TimeProvider time, ILogger<ExpireHandler> logger)
{
    private const int AtOnce = 200;

    /// <returns>How many were closed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        IReadOnlyList<ClosedRow> expired;
        do
        {
            expired = await store.ExpireAsync(time.GetUtcNow(), AtOnce, cancellationToken);
            foreach (var row in expired)
            {
                LogExpired(row.Id, row.State);
            }

            count += expired.Count;
        }
        while (expired.Count == AtOnce);

        return count;
    }

    [LoggerMessage(LogLevel.Information, "Approval {Id}: nobody answered in time, so it is {State}.")]
    private partial void LogExpired(Guid id, ApprovalState state);
}
