using Lanekeeper.Storage;

namespace Lanekeeper.Permissions.Storing;

/// <summary>Reads and writes <c>permissions.attempt</c>; nothing outside this file does. All processes count in this one place.</summary>
internal sealed class AttemptStore(Database database)
{
    /// <summary>Counts an attempt as failed before it is looked at, so that many at once are not more than many in a row.</summary>
    /// <returns>Until when to wait, or <see langword="null"/> when the attempt may be made.</returns>
    public async Task<DateTimeOffset?> TakeAsync(AttemptRow attempt, CancellationToken cancellationToken) =>
        await database.FindAsync<int?>(Sql.Take, attempt, cancellationToken) is null
            ? await database.FindAsync<DateTimeOffset?>(Sql.FindWait, new { attempt.Subject }, cancellationToken) ?? attempt.Now
            : null;

    /// <summary>The attempts were right: nothing is held against the subject any more.</summary>
    public Task ClearAsync(byte[] subject, CancellationToken cancellationToken) =>
        database.ExecuteAsync(Sql.Clear, new { subject }, cancellationToken);

    /// <summary>One attempt was right; what others did stays counted.</summary>
    public Task GiveBackAsync(byte[] subject, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ExecuteAsync(Sql.GiveBack, new { subject, now }, cancellationToken);

    public Task<int> ForgetAsync(DateTimeOffset before, int most, CancellationToken cancellationToken) =>
        database.ExecuteAsync(Sql.Forget, new { before, most }, cancellationToken);

    internal static class Sql
    {
        // Failures beyond the free ones make wait, each twice as long as the one before. Refused attempts are not counted, so waiting always ends.
        public const string Take =
            """
            insert into permissions.attempt as kept (subject, failures, last_at, wait_until)
            values (@subject, 1, @now, @now)
            on conflict (subject) do update
            set failures = case when kept.last_at < @forgottenBefore then 1 else kept.failures + 1 end,
                last_at = @now,
                wait_until = case
                    when kept.last_at < @forgottenBefore or kept.failures + 1 < @free then @now
                    else @now + least(@longestWait::interval, @firstWait::interval * power(2, least(kept.failures + 1 - @free, 20)))
                end
            where kept.wait_until <= @now
            returning failures
            """;

        public const string FindWait =
            """
            select wait_until
            from permissions.attempt
            where subject = @subject
            """;

        public const string Clear =
            """
            delete from permissions.attempt
            where subject = @subject
            """;

        public const string GiveBack =
            """
            update permissions.attempt
            set failures = greatest(failures - 1, 0), wait_until = @now
            where subject = @subject
            """;

        public const string Forget =
            """
            delete from permissions.attempt
            where subject in (
                select subject
                from permissions.attempt
                where last_at < @before
                limit @most
                for update skip locked
            )
            """;
    }
}

internal sealed record AttemptRow(byte[] Subject, int Free, TimeSpan FirstWait, TimeSpan LongestWait, DateTimeOffset Now, DateTimeOffset ForgottenBefore);
