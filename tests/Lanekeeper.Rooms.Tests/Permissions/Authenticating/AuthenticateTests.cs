using Lanekeeper.Permissions;
using Lanekeeper.Testing;

namespace Lanekeeper.Rooms.Tests.Permissions.Authenticating;

public sealed class AuthenticateTests(PermissionsFixture room) : IClassFixture<PermissionsFixture>
{
    // Every look at the keys now fails as it does while PostgreSQL starts.
    private const string Away =
        """
        alter table permissions.key rename to key_there;
        create function permissions.away() returns setof permissions.key_there language plpgsql as
            $$ begin raise exception 'the database system is starting up' using errcode = '57P03'; end $$;
        create view permissions.key as select * from permissions.away();
        """;

    [Fact]
    public async Task A_key_stands_for_the_person_it_belongs_to()
    {
        var person = await room.PersonAsync(Role.Reviewer);
        var key = await room.KeyAsync(person);

        var actor = (await room.Accounts.AuthenticateAsync(key.Secret, CancellationToken.None)).Value;

        actor.ShouldBe(new(ActorKind.Person, person.Id.ToString(), person.Email, Role.Reviewer));
    }

    [Fact]
    public async Task Whatever_is_wrong_with_a_credential_the_answer_is_the_same()
    {
        var key = await room.KeyAsync(await room.PersonAsync(Role.Admin));
        var other = await room.KeyAsync(await room.PersonAsync(Role.Admin));
        string[] wrong =
        [
            "", "lk_", "Bearer x", new('x', 1_000_000), key.Secret[..^1], key.Secret + "x", key.Secret.Replace("lk_", "sk_", StringComparison.Ordinal),
            key.Secret[..36] + other.Secret[36..], $"lk_{Guid.Empty:N}_{key.Secret[36..]}", key.Secret[..36] + new string('!', 43),
        ];

        foreach (var credential in wrong)
        {
            var answer = await room.Accounts.AuthenticateAsync(credential, CancellationToken.None);
            answer.Problem.ShouldBe(PermissionProblems.UnknownCredential());
        }
    }

    [Fact]
    public async Task A_revoked_key_ends_at_once_here_and_within_seconds_elsewhere()
    {
        var key = await room.KeyAsync(await room.PersonAsync(Role.Operator));
        await using var elsewhere = room.TestDatabase.OpenAnother();
        var another = room.Another(elsewhere);
        (await another.AuthenticateAsync(key.Secret, CancellationToken.None)).Problem.ShouldBeNull();

        var revoked = (await room.Accounts.RevokeKeyAsync(PermissionsFixture.Admin, key.Id, CancellationToken.None)).Value;

        revoked.RevokedAt.ShouldBe(room.Time.GetUtcNow());
        (await room.Accounts.AuthenticateAsync(key.Secret, CancellationToken.None)).Problem.ShouldNotBeNull();
        (await another.AuthenticateAsync(key.Secret, CancellationToken.None)).Problem.ShouldBeNull("it was asked less than two seconds ago");
        room.Time.Advance(TimeSpan.FromSeconds(2));
        (await another.AuthenticateAsync(key.Secret, CancellationToken.None)).Problem.ShouldBe(PermissionProblems.UnknownCredential());
    }

    [Fact]
    public async Task Callers_who_are_known_stay_known_while_the_database_is_away()
    {
        var stranger = await room.KeyAsync(await room.PersonAsync(Role.Operator));
        await using var own = await TestDatabase.CreateAsync(PermissionsRoom.Schema);
        var accounts = room.Another(own.Database);
        var admin = PermissionsFixture.Admin;
        var person = (await accounts.CreateAsync(admin, new("cy@example.com", "Cy", Role.Viewer), CancellationToken.None)).Value;
        var known = (await accounts.CreateKeyAsync(admin, person.Id, "laptop", CancellationToken.None)).Value;
        (await accounts.AuthenticateAsync(known.Secret, CancellationToken.None)).Problem.ShouldBeNull();

        await own.Database.ExecuteAsync(Away, null, CancellationToken.None);
        room.Time.Advance(TimeSpan.FromMinutes(30));

        (await accounts.AuthenticateAsync(known.Secret, CancellationToken.None)).Problem?.Code.ShouldBeNull();
        (await accounts.AuthenticateAsync(stranger.Secret, CancellationToken.None)).Problem?.Code.ShouldBe("permissions.unavailable");
        room.Time.Advance(TimeSpan.FromMinutes(31));
        (await accounts.AuthenticateAsync(known.Secret, CancellationToken.None)).Problem?.Code.ShouldBe("permissions.unavailable");
    }

    [Fact]
    public async Task When_a_key_was_last_used_is_written_once_a_minute()
    {
        var person = await room.PersonAsync(Role.Viewer);
        var key = await room.KeyAsync(person);
        var first = room.Time.GetUtcNow();
        await room.Accounts.AuthenticateAsync(key.Secret, CancellationToken.None);

        room.Time.Advance(TimeSpan.FromSeconds(30));
        await room.Accounts.AuthenticateAsync(key.Secret, CancellationToken.None);
        (await LastUsedAsync(person)).ShouldBe(first);

        room.Time.Advance(TimeSpan.FromSeconds(31));
        await room.Accounts.AuthenticateAsync(key.Secret, CancellationToken.None);
        (await LastUsedAsync(person)).ShouldBe(room.Time.GetUtcNow());
    }

    [Fact]
    public async Task The_database_never_holds_a_secret()
    {
        var key = await room.KeyAsync(await room.PersonAsync(Role.Viewer));

        var rows = await room.Database.QueryAsync<string>("select key::text from permissions.key", null, CancellationToken.None);

        var secret = key.Secret[36..];
        rows.ShouldAllBe(row => !row.Contains(secret, StringComparison.Ordinal));
    }

    private async Task<DateTimeOffset?> LastUsedAsync(Account person) =>
        (await room.Accounts.ListKeysAsync(PermissionsFixture.Admin, person.Id, CancellationToken.None)).Value.Items.Single().LastUsedAt;
}
