using Lanekeeper.Permissions;
using Lanekeeper.Testing;

namespace Lanekeeper.Rooms.Tests.Permissions.Enrolling;

public sealed class AccountTests(PermissionsFixture room) : IClassFixture<PermissionsFixture>
{
    [Fact]
    public async Task Only_an_admin_makes_accounts()
    {
        var wanted = new NewAccount("dee@example.com", "Dee", Role.Viewer);
        var person = await room.PersonAsync(Role.Operator);

        (await room.Accounts.CreateAsync(PermissionsFixture.ActorOf(person), wanted, CancellationToken.None)).Problem?.Code.ShouldBe("permissions.denied");
        (await room.Accounts.CreateAsync(Actor.Anonymous, wanted, CancellationToken.None)).Problem?.Code.ShouldBe("permissions.not-signed-in");
        (await room.Accounts.ListAsync(Actor.Anonymous, CancellationToken.None)).Problem?.Code.ShouldBe("permissions.not-signed-in");
    }

    [Fact]
    public async Task An_email_address_is_one_account_however_it_is_spelled()
    {
        var made = (await room.Accounts.CreateAsync(PermissionsFixture.Admin, new(" Eve@Example.com ", "Eve", Role.Viewer), CancellationToken.None)).Value;

        made.Email.ShouldBe("eve@example.com");
        (await room.Accounts.CreateAsync(PermissionsFixture.Admin, new("EVE@example.com", "Eve", Role.Admin), CancellationToken.None))
            .Problem?.Code.ShouldBe("permissions.email-taken");
        (await room.Accounts.ListAsync(PermissionsFixture.Admin, CancellationToken.None)).Value.Items.ShouldContain(made);
    }

    [Theory]
    [InlineData("\u212Aim@account.example", "kim@account.example")]
    [InlineData("\u0130da@account.example", "ida@account.example")]
    [InlineData("\u017Fam@account.example", "sam@account.example")]
    [InlineData("\u00C5sa@account.example", "\u00E5sa@account.example")]
    public async Task A_letter_that_only_resembles_another_makes_another_address(string resembling, string email)
    {
        var person = (await room.Accounts.CreateAsync(PermissionsFixture.Admin, new(email, "The one", Role.Admin), CancellationToken.None)).Value;

        var other = (await room.Accounts.CreateAsync(PermissionsFixture.Admin, new(resembling.Replace("account", "ACCOUNT", StringComparison.Ordinal), "The other", Role.Viewer), CancellationToken.None)).Value;

        (person.Email, other.Email).ShouldBe((email, resembling));
    }

    [Fact]
    public async Task All_faults_of_an_account_are_told_at_once()
    {
        var answer = await room.Accounts.CreateAsync(PermissionsFixture.Admin, new("no address", "a\u0000b", Role.None), CancellationToken.None);

        answer.Problem!.Kind.ShouldBe(ProblemKind.Invalid);
        answer.Problem.Details.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_person_has_keys_of_their_own_and_no_business_with_those_of_others()
    {
        var (bo, cy) = (await room.PersonAsync(Role.Viewer), await room.PersonAsync(Role.Operator));
        var own = await room.Accounts.CreateKeyAsync(PermissionsFixture.ActorOf(bo), bo.Id, "laptop", CancellationToken.None);

        own.Value.Secret.ShouldStartWith($"lk_{own.Value.Id:N}_");
        (await room.Accounts.CreateKeyAsync(PermissionsFixture.ActorOf(cy), bo.Id, "x", CancellationToken.None)).Problem?.Code.ShouldBe("permissions.not-yours");
        (await room.Accounts.ListKeysAsync(PermissionsFixture.ActorOf(cy), bo.Id, CancellationToken.None)).Problem?.Code.ShouldBe("permissions.not-yours");
        (await room.Accounts.RevokeKeyAsync(PermissionsFixture.ActorOf(cy), own.Value.Id, CancellationToken.None)).Problem?.Code.ShouldBe("permissions.no-key");
        (await room.Accounts.RevokeKeyAsync(PermissionsFixture.ActorOf(bo), own.Value.Id, CancellationToken.None)).Value.RevokedAt.ShouldNotBeNull();
        (await room.Accounts.CreateKeyAsync(PermissionsFixture.Admin, Guid.Empty, "x", CancellationToken.None)).Problem?.Code.ShouldBe("permissions.no-account");
        (await room.Accounts.CreateKeyAsync(PermissionsFixture.Admin, bo.Id, "a\nb", CancellationToken.None)).Problem?.Code.ShouldBe("permissions.invalid-label");
    }

    [Fact]
    public async Task Nobody_has_more_than_fifty_keys_that_work_and_each_of_them_is_seen()
    {
        var bo = await room.PersonAsync(Role.Viewer);
        var oldest = await room.KeyAsync(bo);
        for (var i = 0; i < 45; i++)
        {
            await room.KeyAsync(bo);
        }

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => room.Accounts.CreateKeyAsync(PermissionsFixture.ActorOf(bo), bo.Id, "x", CancellationToken.None)));
        answers.Count(answer => answer.Problem?.Code == "permissions.too-many-keys").ShouldBe(4);

        await room.Database.ExecuteAsync(
            """
            insert into permissions.key (id, account_id, label, secret_hash, created_at, revoked_at)
            select ('ffffffff-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid, @id, 'revoked', decode(repeat('00', 32), 'hex'), now(), now() from generate_series(1, 600) as i
            """,
            new { bo.Id },
            TestContext.Current.CancellationToken);
        var listed = (await room.Accounts.ListKeysAsync(PermissionsFixture.Admin, bo.Id, CancellationToken.None)).Value.Items;
        listed.Count(key => key.RevokedAt is null).ShouldBe(50);
        listed.ShouldContain(key => key.Id == oldest.Id);
        (await room.Accounts.RevokeKeyAsync(PermissionsFixture.Admin, oldest.Id, CancellationToken.None)).Problem.ShouldBeNull();
        (await room.Accounts.CreateKeyAsync(PermissionsFixture.ActorOf(bo), bo.Id, "x", CancellationToken.None)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Every_statement_is_one_that_Postgres_accepts() =>
        (await SqlCheck.PrepareAllAsync(room.Database, typeof(PermissionsRoom).Assembly, TestContext.Current.CancellationToken)).ShouldNotBeEmpty();
}
