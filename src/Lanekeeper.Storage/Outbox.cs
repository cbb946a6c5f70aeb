using System.Text.Json;
using Lanekeeper.Storage.Storing;

namespace Lanekeeper.Storage;

/// <summary>How a lower room tells an upper one what happened, without knowing it: the word is kept with the deed, in one transaction.</summary>
public sealed class Outbox(Wakeups wakeups, TimeProvider time)
{
    internal const string Channel = "storage.outbox";

    /// <param name="transaction">The one that makes it true.</param>
    /// <param name="topic">Whose <see cref="IOutboxHandler"/> hears of it; kept until there is one.</param>
    /// <param name="key">Records with the same topic and key are handled in order; without a key in any order.</param>
    /// <param name="payload">What is said.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public async Task AddAsync(DatabaseTransaction transaction, string topic, string? key, JsonElement payload, CancellationToken cancellationToken)
    {
        await OutboxStore.AddAsync(transaction, topic, key, payload, time.GetUtcNow(), cancellationToken);
        transaction.AfterCommit(() => wakeups.Publish(Channel));
    }
}
