using System.Text.Json;

namespace Lanekeeper.Storage.Storing;

/// <summary>Reads and writes <c>storage.outbox</c>.</summary>
internal static class OutboxStore
{
    public static Task AddAsync(
        DatabaseTransaction transaction, string topic, string? key, JsonElement payload, DateTimeOffset now, CancellationToken cancellationToken) =>
        transaction.ExecuteAsync(Sql.Add, new { topic, key, payload, now }, cancellationToken);

    /// <returns>The oldest record that is due and that nobody else holds; it is ours until the transaction ends.</returns>
    public static Task<OutboxRecord?> TakeAsync(DatabaseTransaction transaction, string[] topics, DateTimeOffset now, CancellationToken cancellationToken) =>
        transaction.FindAsync<OutboxRecord>(Sql.Take, new { topics, now }, cancellationToken);

    public static Task DeleteAsync(DatabaseTransaction transaction, long id, CancellationToken cancellationToken) =>
        transaction.ExecuteAsync(Sql.Delete, new { id }, cancellationToken);

    public static Task PutOffAsync(Database database, long id, DateTimeOffset dueAt, string error, DateTimeOffset? deadAt, CancellationToken cancellationToken) =>
        database.ExecuteAsync(Sql.PutOff, new { id, dueAt, error, deadAt }, cancellationToken);

    internal static class Sql
    {
        public const string Add =
            """
            insert into storage.outbox (topic, key, payload, created_at, due_at)
            values (@topic, @key, @payload, @now, @now)
            """;

        // One that another process holds is still there for "not exists", so its successors wait for it.
        public const string Take =
            """
            select id, topic, key, payload, created_at, attempts
            from storage.outbox o
            where topic = any(@topics)
              and dead_at is null
              and due_at <= @now
              and not exists (
                  select 1
                  from storage.outbox earlier
                  where earlier.topic = o.topic and earlier.key = o.key and earlier.id < o.id and earlier.dead_at is null)
            order by id
            limit 1
            for update skip locked
            """;

        public const string Delete =
            """
            delete from storage.outbox
            where id = @id
            """;

        public const string PutOff =
            """
            update storage.outbox
            set attempts = attempts + 1, due_at = @dueAt, last_error = left(@error, 2000), dead_at = @deadAt
            where id = @id
            """;
    }
}
