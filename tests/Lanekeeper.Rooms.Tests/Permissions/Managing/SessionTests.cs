using Lanekeeper.Permissions;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Rooms.Tests.Permissions.Managing;

public sealed class SessionTests(PermissionsFixture room) : IClassFixture<PermissionsFixture>
{
    [Fact]
    public async Task Nothing_but_the_cookie_stands_for_a_session()
    {
        var session = await room.OpenAsync(await room.PersonAsync(Role.Viewer));
        string[] wrong = ["", "x", session.Id.ToString(), session.Cookie[..^1], session.Cookie + "A", new('A', 43), new('=', 43), new('x', 1_000_000)];

        foreach (var cookie in wrong)
        {
            (await room.SignIn.AuthenticateAsync(cookie, CancellationToken.None)).Problem.ShouldBe(SignInProblems.UnknownSession());
        }
    }

    [Fact]
    public async Task A_session_ends_when_nobody_uses_it_for_fourteen_days_and_after_ninety_in_any_case()
    {
        var person = await room.PersonAsync(Role.Viewer);
        var (used, unused) = (await room.OpenAsync(person), await room.OpenAsync(person));

        for (var day = 0; day < 89; day += 13)
        {
            (await room.SignIn.AuthenticateAsync(used.Cookie, CancellationToken.None)).Problem.ShouldBeNull();
            room.Time.Advance(TimeSpan.FromDays(day < 78 ? 13 : 11));
        }

        (await room.SignIn.AuthenticateAsync(unused.Cookie, CancellationToken.None)).Problem.ShouldBe(SignInProblems.UnknownSession());
        (await room.SignIn.AuthenticateAsync(used.Cookie, CancellationToken.None)).Problem.ShouldBeNull();
        room.Time.Advance(TimeSpan.FromDays(2));
        (await room.SignIn.AuthenticateAsync(used.Cookie, CancellationToken.None)).Problem.ShouldBe(SignInProblems.UnknownSession());
    }

    [Fact]
    public async Task An_ended_session_ends_at_once_here_and_within_seconds_elsewhere()
    {
        var person = await room.PersonAsync(Role.Viewer);
        var (one, kept) = (await room.OpenAsync(person), await room.OpenAsync(person));
        await using var elsewhere = room.TestDatabase.OpenAnother();
        var another = room.AnotherRoom(elsewhere).GetRequiredService<ISignIn>();
        (await another.AuthenticateAsync(one.Cookie, CancellationToken.None)).Problem.ShouldBeNull();

        (await room.Sessions.EndAsync(PermissionsFixture.ActorOf(person), one.Id, CancellationToken.None)).Problem.ShouldBeNull();

        (await room.SignIn.AuthenticateAsync(one.Cookie, CancellationToken.None)).Problem.ShouldNotBeNull();
        (await another.AuthenticateAsync(one.Cookie, CancellationToken.None)).Problem.ShouldBeNull("it was asked less than two seconds ago");
        room.Time.Advance(TimeSpan.FromSeconds(2));
        (await another.AuthenticateAsync(one.Cookie, CancellationToken.None)).Problem.ShouldNotBeNull();
        (await room.SignIn.AuthenticateAsync(kept.Cookie, CancellationToken.None)).Problem.ShouldBeNull();
        (await room.SignIn.SignOutAsync(kept.Cookie, CancellationToken.None)).Problem.ShouldBeNull();
        (await room.SignIn.AuthenticateAsync(kept.Cookie, CancellationToken.None)).Problem.ShouldNotBeNull();
    }

    [Fact]
    public async Task Sessions_are_listed_with_where_they_are_used_in_words_that_can_be_shown()
    {
        var person = await room.PersonAsync(Role.Viewer);
        var visitor = new Visitor("::ffff:192.0.2.7", $"Fire\nfox\u0000\ud800 {new string('x', 2_000)}");
        var session = (await room.SignIn.WithLinkAsync(await room.LinkAsync(person), new(), visitor, CancellationToken.None)).Value;

        var listed = (await room.Sessions.ListAsync(PermissionsFixture.ActorOf(person), person.Id, CancellationToken.None)).Value.Items.ShouldHaveSingleItem();

        (listed.Id, listed.Way, listed.Address).ShouldBe((session.Id, SignInWay.Link, "192.0.2.7"));
        listed.UserAgent.ShouldStartWith("Fire fox");
        listed.UserAgent.Length.ShouldBeLessThanOrEqualTo(300);
        listed.UserAgent.Any(char.IsControl).ShouldBeFalse();
    }

    [Fact]
    public async Task A_person_has_no_business_with_the_sessions_of_others()
    {
        var (bo, cy) = (await room.PersonAsync(Role.Operator), await room.PersonAsync(Role.Viewer));
        var session = await room.OpenAsync(cy);

        (await room.Sessions.ListAsync(PermissionsFixture.ActorOf(bo), cy.Id, CancellationToken.None)).Problem?.Code.ShouldBe("permissions.not-yours");
        (await room.Sessions.EndAsync(PermissionsFixture.ActorOf(bo), session.Id, CancellationToken.None)).Problem?.Code.ShouldBe("sign-in.no-session");
        (await room.Sessions.EndOthersAsync(PermissionsFixture.ActorOf(bo), cy.Id, null, CancellationToken.None)).Problem?.Code.ShouldBe("permissions.not-yours");
        (await room.Sessions.EndAsync(Actor.Anonymous, session.Id, CancellationToken.None)).Problem?.Code.ShouldBe("permissions.not-signed-in");
        (await room.Sessions.EndOthersAsync(PermissionsFixture.Admin, cy.Id, null, CancellationToken.None)).Problem.ShouldBeNull();
        (await room.SignIn.AuthenticateAsync(session.Cookie, CancellationToken.None)).Problem.ShouldNotBeNull();
    }

    [Fact]
    public async Task Nobody_has_more_than_fifty_sessions()
    {
        var person = await room.PersonAsync(Role.Viewer);
        var first = await room.OpenAsync(person);
        for (var i = 0; i < 50; i++)
        {
            room.Time.Advance(TimeSpan.FromSeconds(1));
            await room.OpenAsync(person);
        }

        (await room.Sessions.ListAsync(PermissionsFixture.Admin, person.Id, CancellationToken.None)).Value.Items.Count.ShouldBe(50);
        (await room.SignIn.AuthenticateAsync(first.Cookie, CancellationToken.None)).Problem.ShouldNotBeNull();
    }
}
