using Lanekeeper.Ledger.Watching;
using Lanekeeper.Storage;

namespace Lanekeeper.Ledger.Storing;

/// <summary>Reads and writes <c>ledger.served_model</c>.</summary>
internal sealed class ServedModelStore(Database database)
{
    /// <summary>In how many ways one model may have been served before no more are kept.</summary>
    public const int Most = 200;

    /// <returns>The row; <see langword="null"/> when there are too many already.</returns>
    public Task<SavedSighting?> SaveAsync(Guid id, Sighting sighting, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async transaction =>
            {
                // One after another, so that the second of two that are new knows of the first, whichever process saw it.
                await transaction.ExecuteAsync(Sql.Lock, null, cancellationToken);
                var args = new
                {
                    id,
                    sighting.Tuple.Provider,
                    sighting.Tuple.Requested,
                    sighting.Tuple.Served,
                    sighting.Tuple.Header,
                    sighting.Tuple.Fingerprint,
                    sighting.At,
                    sighting.CallId,
                    Most,
                };
                var known = await transaction.FindAsync<Guid?>(Sql.SeeAgain, args, cancellationToken);
                return (known ?? await transaction.FindAsync<Guid?>(Sql.Save, args, cancellationToken)) is { } saved
                    ? new SavedSighting((await transaction.FindAsync<ServedRow>(Sql.Find, new { id = saved }, cancellationToken))!.ToModel(), saved == id)
                    : null;
            },
            cancellationToken);

    public async Task<IReadOnlyList<ServedModel>> ListAsync(ServedQuery query, Guid? after, int size, CancellationToken cancellationToken) =>
        [.. (await database.QueryAsync<ServedRow>(Sql.List, new { query.Unseen, query.Model, after, size }, cancellationToken)).Select(row => row.ToModel())];

    public async Task<ServedModel?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (await database.FindAsync<ServedRow>(Sql.Find, new { id }, cancellationToken))?.ToModel();

    public Task AcknowledgeAsync(Guid id, string by, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ExecuteAsync(Sql.Acknowledge, new { id, by, now }, cancellationToken);

    internal static class Sql
    {
        public const string Lock = "select pg_advisory_xact_lock(hashtext('ledger.served_model'))";

        // OpenAI says a fingerprint in a chat and none in a Response: none is no other build. The one that was seen without takes it as its own.
        public const string SeeAgain =
            """
            update ledger.served_model as there
            set system_fingerprint = case when there.system_fingerprint = '' then @fingerprint else there.system_fingerprint end,
                last_seen = greatest(there.last_seen, @at),
                last_call_id = case when @at >= there.last_seen then @callId else there.last_call_id end
            where there.id = (
                select id
                from ledger.served_model
                where provider = @provider and requested_model = @requested and served_model = @served and served_model_header = @header
                    and (@fingerprint in ('', system_fingerprint) or system_fingerprint = '')
                order by system_fingerprint = @fingerprint desc, last_seen desc, id desc
                limit 1)
            returning there.id
            """;

        /// <summary>One that <see cref="SeeAgain"/> has not found, under the same lock.</summary>
        public const string Save =
            """
            insert into ledger.served_model (
                id, provider, requested_model, served_model, served_model_header, system_fingerprint, first_seen, last_seen, first_call_id, last_call_id, previous_id)
            select
                @id, @provider, @requested, @served, @header, @fingerprint, @at, @at, @callId, @callId,
                (select id
                 from ledger.served_model
                 where provider = @provider and requested_model = @requested
                 order by last_seen desc, id desc
                 limit 1)
            where (select count(*) from ledger.served_model where provider = @provider and requested_model = @requested) < @most
            returning id
            """;

        private const string Columns =
            """
            served.id, served.provider, served.requested_model, nullif(served.served_model, '') as served, nullif(served.served_model_header, '') as served_header,
            nullif(served.system_fingerprint, '') as system_fingerprint, served.first_seen, served.last_seen, served.first_call_id, served.last_call_id,
            served.previous_id, nullif(previous.served_model, '') as previous_served, nullif(previous.served_model_header, '') as previous_header,
            nullif(previous.system_fingerprint, '') as previous_fingerprint, served.acknowledged_by, served.acknowledged_at
            """;

        public const string Find =
            $"""
            select {Columns}
            from ledger.served_model as served
            left join ledger.served_model as previous on previous.id = served.previous_id
            where served.id = @id
            """;

        public const string List =
            $"""
            select {Columns}
            from ledger.served_model as served
            left join ledger.served_model as previous on previous.id = served.previous_id
            where (@after is null or served.id < @after)
                and (@model is null or served.requested_model = @model)
                and (not @unseen or (served.previous_id is not null and served.acknowledged_at is null))
            order by served.id desc
            limit @size
            """;

        public const string Acknowledge =
            """
            update ledger.served_model
            set acknowledged_by = @by, acknowledged_at = @now
            where id = @id and previous_id is not null and acknowledged_at is null
            """;
    }
}

/// <param name="IsNew">It was never seen before.</param>
internal sealed record SavedSighting(ServedModel Row, bool IsNew);

internal sealed record ServedRow
{
    public required Guid Id { get; init; }

    public required string Provider { get; init; }

    public required string RequestedModel { get; init; }

    public string? Served { get; init; }

    public string? ServedHeader { get; init; }

    public string? SystemFingerprint { get; init; }

    public required DateTimeOffset FirstSeen { get; init; }

    public required DateTimeOffset LastSeen { get; init; }

    public required Guid FirstCallId { get; init; }

    public required Guid LastCallId { get; init; }

    public Guid? PreviousId { get; init; }

    public string? PreviousServed { get; init; }

    public string? PreviousHeader { get; init; }

    public string? PreviousFingerprint { get; init; }

    public string? AcknowledgedBy { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }

    public ServedModel ToModel() => new()
    {
        Id = Id,
        Provider = Provider,
        RequestedModel = RequestedModel,
        Served = Served,
        ServedHeader = ServedHeader,
        SystemFingerprint = SystemFingerprint,
        FirstSeen = FirstSeen,
        LastSeen = LastSeen,
        FirstCallId = FirstCallId,
        LastCallId = LastCallId,
        IsChange = PreviousId is not null,
        Previous = PreviousId is null ? null : ServedModel.LineOf(PreviousServed, PreviousHeader, PreviousFingerprint),
        AcknowledgedBy = AcknowledgedBy,
        AcknowledgedAt = AcknowledgedAt,
    };
}
