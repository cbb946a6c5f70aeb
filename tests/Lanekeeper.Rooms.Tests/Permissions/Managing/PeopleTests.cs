using Lanekeeper.Permissions;
using Lanekeeper.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Rooms.Tests.Permissions.Managing;

public sealed class PeopleTests(PermissionsFixture room) : IClassFixture<PermissionsFixture>
{
    private const string Password = PermissionsFixture.Password;

    [Fact]
    public async Task A_disabled_account_has_neither_sessions_nor_keys_until_it_is_enabled_again()
    {
        var person = await room.MemberAsync(Role.Operator);
        var (session, key) = (await room.OpenAsync(person), await room.KeyAsync(person));
        (await room.SignIn.AuthenticateAsync(session.Cookie, CancellationToken.None)).Problem.ShouldBeNull();
        (await room.Accounts.AuthenticateAsync(key.Secret, CancellationToken.None)).Problem.ShouldBeNull();

        (await room.People.SetDisabledAsync(PermissionsFixture.Admin, person.Id, true, CancellationToken.None)).Value.DisabledAt.ShouldNotBeNull();

        (await room.SignIn.AuthenticateAsync(session.Cookie, CancellationToken.None)).Problem.ShouldNotBeNull();
        (await room.Accounts.AuthenticateAsync(key.Secret, CancellationToken.None)).Problem.ShouldNotBeNull();
        await room.People.SetDisabledAsync(PermissionsFixture.Admin, person.Id, false, CancellationToken.None);
        (await room.Accounts.AuthenticateAsync(key.Secret, CancellationToken.None)).Problem.ShouldBeNull("its keys were not revoked");
        (await room.SignIn.AuthenticateAsync(session.Cookie, CancellationToken.None)).Problem.ShouldNotBeNull("its sessions have ended");
    }

    [Fact]
    public async Task A_new_role_counts_at_once_and_ends_the_sessions_of_the_old_one()
    {
        var person = await room.PersonAsync(Role.Admin);
        var (session, key) = (await room.OpenAsync(person), await room.KeyAsync(person));
        await room.Accounts.AuthenticateAsync(key.Secret, CancellationToken.None);
        await room.PersonAsync(Role.Admin);

        (await room.People.ChangeAsync(PermissionsFixture.Admin, person.Id, new(Role: Role.Viewer), CancellationToken.None)).Value.Role.ShouldBe(Role.Viewer);

        (await room.SignIn.AuthenticateAsync(session.Cookie, CancellationToken.None)).Problem.ShouldNotBeNull();
        (await room.Accounts.AuthenticateAsync(key.Secret, CancellationToken.None)).Value.Role.ShouldBe(Role.Viewer);
    }

    [Fact]
    public async Task A_person_changes_the_own_name_and_nothing_else()
    {
        var (bo, cy) = (await room.PersonAsync(Role.Viewer), await room.PersonAsync(Role.Viewer));
        var actor = PermissionsFixture.ActorOf(bo);

        (await room.People.ChangeAsync(actor, bo.Id, new(Name: " Bo B. "), CancellationToken.None)).Value.Name.ShouldBe("Bo B.");
        (await room.People.ChangeAsync(actor, bo.Id, new(Role: Role.Admin), CancellationToken.None)).Problem?.Code.ShouldBe("permissions.denied");
        (await room.People.ChangeAsync(actor, bo.Id, new(Email: "ceo@example.com"), CancellationToken.None)).Problem?.Code.ShouldBe("permissions.denied");
        (await room.People.ChangeAsync(actor, cy.Id, new(Name: "Fool"), CancellationToken.None)).Problem?.Code.ShouldBe("permissions.not-yours");
        (await room.People.SetDisabledAsync(actor, bo.Id, true, CancellationToken.None)).Problem?.Code.ShouldBe("permissions.denied");
        (await room.People.FindAsync(actor, cy.Id, CancellationToken.None)).Problem?.Code.ShouldBe("permissions.not-yours");
        (await room.People.ListAsync(actor, CancellationToken.None)).Problem?.Code.ShouldBe("permissions.denied");
        (await room.People.ChangeAsync(PermissionsFixture.Admin, bo.Id, new("a\nb", "x", Role.None), CancellationToken.None)).Problem!.Details.Count.ShouldBe(3);
        (await room.People.ChangeAsync(PermissionsFixture.Admin, bo.Id, new(Email: cy.Email), CancellationToken.None)).Problem?.Code.ShouldBe("people.email-taken");
    }

    [Fact]
    public async Task The_last_admin_stays_even_when_two_stop_each_other_at_once()
    {
        await using var own = await TestDatabase.CreateAsync(PermissionsRoom.Schema);
        var services = room.AnotherRoom(own.Database);
        var (accounts, people) = (services.GetRequiredService<IAccounts>(), services.GetRequiredService<IPeople>());
        var ana = (await accounts.CreateAsync(PermissionsFixture.Admin, new("ana@example.com", "Ana", Role.Admin), CancellationToken.None)).Value;
        (await people.SetDisabledAsync(PermissionsFixture.Admin, ana.Id, true, CancellationToken.None)).Problem?.Code.ShouldBe("people.last-admin");
        var bo = (await accounts.CreateAsync(PermissionsFixture.Admin, new("bo@example.com", "Bo", Role.Admin), CancellationToken.None)).Value;

        for (var round = 0; round < 10; round++)
        {
            var answers = await Task.WhenAll(
                people.ChangeAsync(PermissionsFixture.ActorOf(ana), bo.Id, new(Role: Role.Viewer), CancellationToken.None),
                people.SetDisabledAsync(PermissionsFixture.ActorOf(bo), ana.Id, true, CancellationToken.None));

            answers.Count(answer => answer.Problem?.Code == "people.last-admin").ShouldBe(1);
            await people.SetDisabledAsync(PermissionsFixture.Admin, ana.Id, false, CancellationToken.None);
            await people.ChangeAsync(PermissionsFixture.Admin, bo.Id, new(Role: Role.Admin), CancellationToken.None);
        }
    }

    [Fact]
    public async Task Changing_a_password_needs_the_current_one_and_ends_the_other_sessions()
    {
        var person = await room.MemberAsync(Role.Reviewer);
        var (here, there) = (await room.OpenAsync(person), await room.OpenAsync(person));

        (await ChangeAsync(person, "not the current one", "nine blue kingfishers", here)).Problem?.Code.ShouldBe("sign-in.wrong-current");
        (await ChangeAsync(person, null, "nine blue kingfishers", here)).Problem?.Code.ShouldBe("sign-in.wrong-current");
        (await ChangeAsync(person, Password, "nine blue kingfishers", here)).Problem.ShouldBeNull();

        (await room.SignIn.AuthenticateAsync(here.Cookie, CancellationToken.None)).Problem.ShouldBeNull();
        (await room.SignIn.AuthenticateAsync(there.Cookie, CancellationToken.None)).Problem.ShouldNotBeNull();
        (await room.SignIn.WithPasswordAsync(new(person.Email, Password), PermissionsFixture.Home, CancellationToken.None)).Problem.ShouldBe(SignInProblems.Wrong());
        (await room.SignIn.WithPasswordAsync(new(person.Email, "nine blue kingfishers"), PermissionsFixture.Home, CancellationToken.None)).Problem.ShouldBeNull();
    }

    [Theory]
    [InlineData("short")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("Password1234!")]
    [InlineData("with a\nline break")]
    public async Task A_password_that_is_guessed_first_is_refused(string password)
    {
        var person = await room.PersonAsync(Role.Viewer);

        (await ChangeAsync(person, null, password, null)).Problem?.Code.ShouldBe("sign-in.bad-password");
        (await ChangeAsync(person, null, new('x', 201), null)).Problem?.Code.ShouldBe("sign-in.bad-password");
        (await ChangeAsync(person, null, person.Email, null)).Problem?.Code.ShouldBe("sign-in.bad-password");
    }

    [Fact]
    public async Task An_admin_sees_how_each_person_gets_in()
    {
        var person = await room.MemberAsync(Role.Reviewer);
        await room.KeyAsync(person);
        await room.LinkAsync(person, LinkPurpose.Invitation);

        var listed = (await room.People.ListAsync(PermissionsFixture.Admin, CancellationToken.None)).Value.Items.Single(one => one.Id == person.Id);

        (listed.HasPassword, listed.HasIdentity, listed.Sessions, listed.Keys).ShouldBe((true, false, 1, 1));
        listed.InvitedUntil.ShouldBe(room.Time.GetUtcNow() + TimeSpan.FromDays(7));
        listed.LastSeenAt.ShouldNotBeNull();
    }

    private Task<Result<Done>> ChangeAsync(Account person, string? current, string wanted, NewSession? keep) =>
        room.People.ChangePasswordAsync(PermissionsFixture.ActorOf(person), new(current, wanted, keep?.Id), PermissionsFixture.Home, CancellationToken.None);
}
