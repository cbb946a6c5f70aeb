using Lanekeeper.Permissions;
using Lanekeeper.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Rooms.Tests.Permissions.SigningIn;

public sealed class LinkTests(PermissionsFixture room) : IClassFixture<PermissionsFixture>
{
    [Fact]
    public async Task Looking_at_a_link_changes_nothing_and_using_it_works_once()
    {
        var person = await room.PersonAsync(Role.Operator);
        var link = await room.LinkAsync(person);

        for (var i = 0; i < 3; i++)
        {
            var view = (await room.SignIn.FindLinkAsync(link, CancellationToken.None)).Value;
            (view.Email, view.Role, view.HasPassword).ShouldBe((person.Email, Role.Operator, false));
        }

        (await UseAsync(link)).Problem.ShouldBeNull();
        (await UseAsync(link)).Problem.ShouldBe(SignInProblems.UnknownLink());
        (await room.SignIn.FindLinkAsync(link, CancellationToken.None)).Problem.ShouldBe(SignInProblems.UnknownLink());
    }

    [Fact]
    public async Task Of_many_who_use_a_link_at_once_one_gets_in()
    {
        var link = await room.LinkAsync(await room.PersonAsync(Role.Viewer));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => UseAsync(link)));

        answers.Count(answer => answer.Problem is null).ShouldBe(1);
    }

    [Fact]
    public async Task An_address_that_was_given_back_as_shown_does_not_undo_what_an_admin_changed_meanwhile()
    {
        var person = await room.PersonAsync(Role.Viewer);
        var (link, moved) = (await room.LinkAsync(person), $"moved-{person.Email}");

        var use = default(Task<Result<NewSession>>);
        await room.Database.InTransactionAsync(
            async transaction =>
            {
                await transaction.ExecuteAsync("update permissions.account set email = @moved where id = @id", new { moved, person.Id }, CancellationToken.None);
                use = UseAsync(link, new(Email: person.Email));
                while (!await room.Database.FindAsync<bool>("select exists (select from pg_locks where not granted)", null, TestContext.Current.CancellationToken))
                {
                    await Task.Yield();
                }
            },
            CancellationToken.None);

        (await use!).Problem.ShouldBeNull();
        (await room.People.FindAsync(PermissionsFixture.Admin, person.Id, CancellationToken.None)).Value.Email.ShouldBe(moved);
    }

    [Theory]
    [InlineData(LinkPurpose.SignIn, 60)]
    [InlineData(LinkPurpose.Reset, 60)]
    [InlineData(LinkPurpose.Invitation, 7 * 24 * 60)]
    public async Task A_link_expires(LinkPurpose purpose, int minutes)
    {
        var person = await room.PersonAsync(Role.Viewer);
        var (used, missed) = (await room.LinkAsync(person, purpose), await room.LinkAsync(person, purpose));

        room.Time.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
        (await room.SignIn.FindLinkAsync(used, CancellationToken.None)).Problem.ShouldBeNull();
        room.Time.Advance(TimeSpan.FromSeconds(1));

        (await UseAsync(missed, new(Password: PermissionsFixture.Password))).Problem.ShouldBe(SignInProblems.UnknownLink());
    }

    [Fact]
    public async Task What_cannot_be_taken_is_said_at_once_and_leaves_the_link_as_it_was()
    {
        var (admin, other) = (await room.PersonAsync(Role.Admin), await room.PersonAsync(Role.Viewer));
        var link = await room.LinkAsync(admin);

        (await UseAsync(link, new("a\nb", "no address", "short"))).Problem!.Details.Count.ShouldBe(3);
        (await UseAsync(link, new("Ana", other.Email, PermissionsFixture.Password))).Problem?.Code.ShouldBe("permissions.email-taken");
        var mine = $"{Id.New(room.Time):N}@example.com";
        (await UseAsync(link, new("Ana", mine, PermissionsFixture.Password))).Problem.ShouldBeNull();

        var person = (await room.People.FindAsync(PermissionsFixture.Admin, admin.Id, CancellationToken.None)).Value;
        (person.Name, person.Email, person.HasPassword).ShouldBe(("Ana", mine, true));
    }

    [Fact]
    public async Task A_new_password_by_a_link_ends_all_sessions_and_all_other_links()
    {
        var person = await room.MemberAsync(Role.Reviewer);
        var before = await room.OpenAsync(person);
        var (reset, another) = (await room.LinkAsync(person, LinkPurpose.Reset), await room.LinkAsync(person));

        (await UseAsync(reset)).Problem?.Code.ShouldBe("sign-in.invalid-answer", "it is for a new password");
        var after = (await UseAsync(reset, new(Password: "nine blue kingfishers"))).Value;

        (await room.SignIn.AuthenticateAsync(before.Cookie, CancellationToken.None)).Problem.ShouldBe(SignInProblems.UnknownSession());
        (await room.SignIn.AuthenticateAsync(after.Cookie, CancellationToken.None)).Problem.ShouldBeNull();
        (await UseAsync(another)).Problem.ShouldBe(SignInProblems.UnknownLink());
    }

    [Fact]
    public async Task Only_an_admin_makes_links_and_only_an_admin_changes_an_address_by_one()
    {
        var person = await room.PersonAsync(Role.Operator);

        (await room.People.MakeLinkAsync(PermissionsFixture.ActorOf(person), person.Id, LinkPurpose.SignIn, CancellationToken.None)).Problem?.Code.ShouldBe("permissions.denied");
        (await room.People.MakeLinkAsync(Actor.Anonymous, person.Id, LinkPurpose.SignIn, CancellationToken.None)).Problem?.Code.ShouldBe("permissions.not-signed-in");
        (await room.People.MakeLinkAsync(PermissionsFixture.Admin, Guid.Empty, LinkPurpose.SignIn, CancellationToken.None)).Problem?.Code.ShouldBe("people.no-person");
        (await UseAsync(await room.LinkAsync(person), new(Email: "boss@example.com"))).Problem?.Code.ShouldBe("sign-in.invalid-answer");
    }

    [Fact]
    public async Task A_link_into_a_disabled_account_does_not_work()
    {
        var person = await room.PersonAsync(Role.Operator);
        var link = await room.LinkAsync(person);
        await room.People.SetDisabledAsync(PermissionsFixture.Admin, person.Id, true, CancellationToken.None);

        (await UseAsync(link)).Problem.ShouldBe(SignInProblems.UnknownLink());
        (await room.People.MakeLinkAsync(PermissionsFixture.Admin, person.Id, LinkPurpose.SignIn, CancellationToken.None)).Problem?.Code.ShouldBe("people.disabled");
    }

    [Fact]
    public async Task The_start_offers_a_link_until_somebody_has_signed_in()
    {
        await using var own = await TestDatabase.CreateAsync(PermissionsRoom.Schema);
        var signIn = room.AnotherRoom(own.Database).GetRequiredService<ISignIn>();

        var first = (await signIn.MakeFirstLinkAsync(always: false, CancellationToken.None)).Value.Link.ShouldNotBeNull();
        (await signIn.MakeFirstLinkAsync(always: false, CancellationToken.None)).Value.Link.ShouldNotBeNull("nobody has used the first one");
        var session = (await signIn.WithLinkAsync(first.Token, new(), PermissionsFixture.Home, CancellationToken.None)).Value;

        (await signIn.AuthenticateAsync(session.Cookie, CancellationToken.None)).Value.Actor.Role.ShouldBe(Role.Admin);
        (await signIn.MakeFirstLinkAsync(always: false, CancellationToken.None)).Value.Link.ShouldBeNull();
        (await signIn.MakeFirstLinkAsync(always: true, CancellationToken.None)).Value.Link.ShouldNotBeNull();
    }

    private Task<Result<NewSession>> UseAsync(string link, LinkAnswer? answer = null) =>
        room.SignIn.WithLinkAsync(link, answer ?? new(), PermissionsFixture.Home, CancellationToken.None);
}
