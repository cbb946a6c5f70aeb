using System.Text.Json;

namespace Lanekeeper.Storage;

/// <summary>One thing that a room said to whom it may concern.</summary>
/// <param name="Id">Grows with time.</param>
/// <param name="Topic">What sort of news it is, <c>approvals.decided</c>.</param>
/// <param name="Key">Records of one topic and key are handled one after another, in their order.</param>
/// <param name="Payload">What is said.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="Attempts">How often handling it has failed.</param>
public sealed record OutboxRecord(long Id, string Topic, string? Key, JsonElement Payload, DateTimeOffset CreatedAt, int Attempts);

/// <summary>Handles the records of one topic.</summary>
public interface IOutboxHandler
{
    string Topic { get; }

    /// <summary>
    /// Works within the transaction that also deletes the record, so what it writes there is written exactly once. Keep it short, and
    /// do nothing outside the database: when it throws, all is rolled back and tried again later.
    /// </summary>
    Task HandleAsync(OutboxRecord record, DatabaseTransaction transaction, CancellationToken cancellationToken);
}
