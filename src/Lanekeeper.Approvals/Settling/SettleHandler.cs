using Lanekeeper.Approvals.Storing;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Approvals.Settling;

/// <summary>Lets the decisions take effect whose time to be taken back has ended, and tells their runs.</summary>
internal sealed partial class SettleHandler(DecisionStore store, TimeProvider time, ILogger<SettleHandler> logger)
{
    private const int AtOnce = 200;

    /// <returns>When the next one is due; <see langword="null"/> when none waits.</returns>
    public async Task<DateTimeOffset?> RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<ClosedRow> settled;
        do
        {
            settled = await store.SettleAsync(time.GetUtcNow(), AtOnce, cancellationToken);
            foreach (var row in settled)
            {
                LogSettled(row.Id, row.State);
            }
        }
        while (settled.Count == AtOnce);

        return await store.NextDueAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "Approval {Id}: {State} has taken effect.")]
    private partial void LogSettled(Guid id, ApprovalState state);
}
