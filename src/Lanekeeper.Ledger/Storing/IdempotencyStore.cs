using Lanekeeper.Storage;

namespace Lanekeeper.Ledger.Storing;

/// <summary>Reads and writes <c>ledger.idempotency</c>.</summary>
internal sealed class IdempotencyStore(Database database, LedgerOptions options, TimeProvider time)
{
    // It is released while we look only when the one before failed just then, which does not go on.
    private const int Looks = 3;

    public async Task<Result<KeyedClaim>> ClaimAsync(KeyedRequest request, CancellationToken cancellationToken)
    {
        for (var look = 0; look < Looks; look++)
        {
            var now = time.GetUtcNow();
            if (await database.FindAsync<bool>(Sql.Claim, Columns(request, now), cancellationToken))
            {
                return new KeyedClaim(null);
            }

            if (await database.FindAsync<KeyedRow>(Sql.Find, Columns(request, now), cancellationToken) is { } found)
            {
                return found.Answer();
            }
        }

        return LedgerProblems.KeyInFlight();
    }

    public async Task<Result<Done>> FinishAsync(KeyedRequest request, KeptAnswer? answer, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (answer is null || answer.Body.Length > options.LargestKept)
        {
            await database.ExecuteAsync(Sql.Finish, new { request.KeyId, request.Name, request.CallId, now }, cancellationToken);
            return Done.Instance;
        }

        var row = new
        {
            request.KeyId,
            request.Name,
            request.CallId,
            answerId = answer.CallId,
            answer.Status,
            answer.Headers,
            answer.Body,
            answer.Streamed,
            now,
            expiresAt = now + options.AnswersKept,
        };
        await database.ExecuteAsync(Sql.FinishWithAnswer, row, cancellationToken);
        return Done.Instance;
    }

    public async Task<Result<Done>> ReleaseAsync(KeyedRequest request, CancellationToken cancellationToken)
    {
        await database.ExecuteAsync(Sql.Release, new { request.KeyId, request.Name, request.CallId }, cancellationToken);
        return Done.Instance;
    }

    private object Columns(KeyedRequest request, DateTimeOffset now) => new
    {
        request.KeyId,
        request.Name,
        request.Fingerprint,
        request.CallId,
        options.Node,
        options.Process,
        now,
        request.Deadline,
        expiresAt = now + options.KeysKept,
    };

    internal static class Sql
    {
        // One that has expired is as none; else the row that is there decides.
        public const string Claim =
            """
            insert into ledger.idempotency as there (key_id, key_hash, fingerprint, call_id, node, process, claimed_at, deadline, expires_at)
            values (@keyId, @name, @fingerprint, @callId, @node, @process, @now, @deadline, @expiresAt)
            on conflict (key_id, key_hash) do update
            set fingerprint = excluded.fingerprint,
                call_id = excluded.call_id,
                node = excluded.node,
                process = excluded.process,
                claimed_at = excluded.claimed_at,
                deadline = excluded.deadline,
                finished_at = null,
                answer_id = null,
                expires_at = excluded.expires_at
            where there.expires_at <= @now
            returning true
            """;

        // An earlier life of this program works on nothing any more; of another program only time tells.
        public const string Find =
            """
            select
                claim.call_id,
                claim.fingerprint = @fingerprint as is_same,
                claim.finished_at is null and claim.deadline > @now and (claim.node <> @node or claim.process = @process) as is_running,
                answer.call_id as answer_id,
                answer.status,
                answer.headers,
                answer.body,
                coalesce(answer.streamed, false) as streamed
            from ledger.idempotency as claim
            left join ledger.kept_answer as answer on answer.call_id = claim.answer_id and answer.expires_at > @now
            where claim.key_id = @keyId and claim.key_hash = @name
            """;

        public const string Finish =
            """
            update ledger.idempotency
            set finished_at = @now
            where key_id = @keyId and key_hash = @name and call_id = @callId and finished_at is null
            """;

        public const string FinishWithAnswer =
            """
            with finished as (
                update ledger.idempotency
                set finished_at = @now, answer_id = @answerId
                where key_id = @keyId and key_hash = @name and call_id = @callId and finished_at is null
                returning answer_id
            )
            insert into ledger.kept_answer as there (call_id, status, headers, body, streamed, expires_at)
            select answer_id, @status, @headers, @body, @streamed, @expiresAt
            from finished
            on conflict (call_id) do update
            set expires_at = greatest(there.expires_at, excluded.expires_at)
            """;

        public const string Release =
            """
            delete from ledger.idempotency
            where key_id = @keyId and key_hash = @name and call_id = @callId and finished_at is null
            """;
    }
}

/// <summary>What is known of a key that somebody had before.</summary>
internal sealed record KeyedRow
{
    public required Guid CallId { get; init; }

    public required bool IsSame { get; init; }

    public required bool IsRunning { get; init; }

    public Guid? AnswerId { get; init; }

    public int? Status { get; init; }

    public string[]? Headers { get; init; }

    public byte[]? Body { get; init; }

    public required bool Streamed { get; init; }

    public Result<KeyedClaim> Answer() =>
        !IsSame ? LedgerProblems.KeyMismatch()
        : IsRunning ? LedgerProblems.KeyInFlight()
        : AnswerId is { } id && Status is { } status ? new KeyedClaim(new KeptAnswer(id, status, Headers ?? [], Body ?? [], Streamed))
        : LedgerProblems.KeyConsumed(CallId);
}
