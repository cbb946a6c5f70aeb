using Lanekeeper.Approvals;
using Lanekeeper.Orchestration.Storing;
using Lanekeeper.Storage;

namespace Lanekeeper.Orchestration.Waking;

/// <summary>A decision puts its run back into the queue, in the transaction that takes the record out of the outbox.</summary>
internal sealed class ApprovalDecidedHandler(Wakeups wakeups, TimeProvider time) : IOutboxHandler
{
    public string Topic => ApprovalTopics.Decided;

    public async Task HandleAsync(OutboxRecord record, DatabaseTransaction transaction, CancellationToken cancellationToken)
    {
        var decided = ApprovalDecided.FromJson(record.Payload);
        await JobStore.WakeAsync(transaction, decided.RunId, time.GetUtcNow(), cancellationToken);
        transaction.AfterCommit(() => wakeups.Publish(Channels.Jobs));
    }
}
