using System.Security.Cryptography;
using Lanekeeper.Permissions;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Rooms.Tests.Permissions.SigningIn;

public sealed class PasswordSignInTests(PermissionsFixture room) : IClassFixture<PermissionsFixture>
{
    private const string Password = PermissionsFixture.Password;

    [Fact]
    public async Task A_person_signs_in_and_is_known_by_the_cookie()
    {
        var person = await room.MemberAsync(Role.Reviewer);

        var session = (await TryAsync(person.Email.ToUpperInvariant(), Password)).Value;

        var known = (await room.SignIn.AuthenticateAsync(session.Cookie, CancellationToken.None)).Value;
        known.ShouldBe(new(PermissionsFixture.ActorOf(person), session.Id, "Bo"));
    }

    [Fact]
    public async Task Whatever_is_wrong_the_answer_is_the_same()
    {
        var person = await room.MemberAsync(Role.Reviewer);
        var stopped = await room.MemberAsync(Role.Reviewer);
        await room.People.SetDisabledAsync(PermissionsFixture.Admin, stopped.Id, true, CancellationToken.None);
        var without = await room.PersonAsync(Role.Reviewer);
        (string, string)[] wrong =
        [
            (person.Email, Password + "x"), (person.Email, Password.ToUpperInvariant()), (person.Email, ""), (person.Email, new('x', 100_000)), (person.Email, "\ud800 half of a pair"),
            ("nobody@example.com", Password), (stopped.Email, Password), (without.Email, Password), (without.Email, ""), ("", ""), ("no address", Password),
            ("a\u0000@example.com", Password), (new('x', 100_000), Password), ("' or 1=1 --@x", Password),
        ];

        foreach (var (email, password) in wrong)
        {
            (await TryAsync(email, password)).Problem.ShouldBe(SignInProblems.Wrong());
        }
    }

    [Fact]
    public async Task After_five_failures_an_account_makes_wait_ever_longer_whether_it_exists_or_not()
    {
        var person = await room.MemberAsync(Role.Admin);
        foreach (var email in new[] { person.Email, "nobody-at-all@example.com" })
        {
            for (var i = 0; i < 5; i++)
            {
                (await TryAsync(email, "wrong wrong wrong")).Problem.ShouldBe(SignInProblems.Wrong());
            }

            var problem = (await TryAsync(email, Password)).Problem.ShouldNotBeNull("even the right one is not looked at");
            (problem.Code, problem.Kind, problem.RetryAfter).ShouldBe(("sign-in.too-many", ProblemKind.Exhausted, TimeSpan.FromSeconds(5)));
        }

        var waits = new List<double>();
        for (var i = 0; i < 12; i++)
        {
            var wait = (await TryAsync(person.Email, "wrong wrong wrong")).Problem!.RetryAfter!.Value;
            waits.Add(wait.TotalSeconds);
            room.Time.Advance(wait);
            (await TryAsync(person.Email, "wrong wrong wrong")).Problem.ShouldBe(SignInProblems.Wrong());
        }

        waits.ShouldBe([5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900, 900]);
        room.Time.Advance(TimeSpan.FromMinutes(15));
        (await TryAsync(person.Email, Password)).Problem.ShouldBeNull("nobody is locked out for good");
        (await TryAsync(person.Email, "wrong wrong wrong")).Problem.ShouldBe(SignInProblems.Wrong(), "and a success clears what was counted");
    }

    [Fact]
    public async Task Guesses_elsewhere_do_not_keep_a_person_out_at_a_place_where_they_were_before()
    {
        var (person, home) = (await room.MemberAsync(Role.Reviewer), PermissionsFixture.Visitor());
        (await TryAsync(person.Email, Password, home)).Problem.ShouldBeNull();

        for (var i = 0; i < 6; i++)
        {
            await TryAsync(person.Email, "wrong wrong wrong");
        }

        (await TryAsync(person.Email, Password)).Problem?.Code.ShouldBe("sign-in.too-many");
        (await TryAsync(person.Email, Password, home)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task An_address_that_tries_many_accounts_is_slowed_down_and_so_are_its_neighbours()
    {
        var prefix = $"2001:db8:{RandomNumberGenerator.GetHexString(4)}:{RandomNumberGenerator.GetHexString(4)}";
        for (var i = 0; i < 30; i++)
        {
            (await TryAsync($"guess-{i}@example.com", Password, new($"{prefix}::{i:x}", ""))).Problem.ShouldBe(SignInProblems.Wrong());
        }

        (await TryAsync("guess-31@example.com", Password, new($"{prefix}:1:2:3:4", ""))).Problem?.Code.ShouldBe("sign-in.too-many");
        (await TryAsync("guess-31@example.com", Password)).Problem.ShouldBe(SignInProblems.Wrong());
    }

    [Fact]
    public async Task What_others_try_at_an_address_does_not_keep_out_who_was_there_before()
    {
        var (person, stranger, office) = (await room.MemberAsync(Role.Reviewer), await room.MemberAsync(Role.Reviewer), PermissionsFixture.Visitor());
        (await TryAsync(person.Email, Password, office)).Problem.ShouldBeNull();

        for (var i = 0; i < 30; i++)
        {
            (await TryAsync($"guess-{i}@office.example.com", Password, office)).Problem.ShouldBe(SignInProblems.Wrong());
        }

        (await TryAsync(stranger.Email, Password, office)).Problem!.Code.ShouldBe("sign-in.too-many");
        (await TryAsync(person.Email, Password, office)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Guesses_at_one_account_are_slowed_down_at_a_place_where_its_owner_was_too()
    {
        var (person, office) = (await room.MemberAsync(Role.Reviewer), PermissionsFixture.Visitor());
        (await TryAsync(person.Email, Password, office)).Problem.ShouldBeNull();

        for (var i = 0; i < 5; i++)
        {
            (await TryAsync(person.Email, "wrong wrong wrong", office)).Problem.ShouldBe(SignInProblems.Wrong());
        }

        (await TryAsync(person.Email, Password, office)).Problem!.Code.ShouldBe("sign-in.too-many");
    }

    [Fact]
    public async Task Many_guesses_at_once_are_no_more_than_many_in_a_row()
    {
        var person = await room.MemberAsync(Role.Admin);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => TryAsync(person.Email, $"wrong wrong {i}")));

        answers.Count(answer => answer.Problem == SignInProblems.Wrong()).ShouldBe(5);
        answers.Count(answer => answer.Problem!.Code == "sign-in.too-many").ShouldBe(15);
    }

    [Fact]
    public async Task A_password_hashed_with_fewer_iterations_is_hashed_anew()
    {
        var person = await room.MemberAsync(Role.Viewer);
        var stronger = room.AnotherRoom(room.Database, new() { PasswordIterations = 2_000 }).GetRequiredService<ISignIn>();

        (await stronger.WithPasswordAsync(new(person.Email, Password), PermissionsFixture.Visitor(), CancellationToken.None)).Problem.ShouldBeNull();

        (await room.Database.FindAsync<int>("select iterations from permissions.password where account_id = @id", new { person.Id }, CancellationToken.None)).ShouldBe(2_000);
        (await TryAsync(person.Email, Password)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task The_database_holds_no_password_no_cookie_no_link_and_not_what_was_tried()
    {
        var person = await room.PersonAsync(Role.Viewer);
        var link = await room.LinkAsync(person);
        var session = (await room.SignIn.WithLinkAsync(link, new(Password: Password), PermissionsFixture.Home, CancellationToken.None)).Value;
        await TryAsync("typed-in-the-wrong-field@example.com", "another secret thing");

        var rows = await room.Database.QueryAsync<string>(
            """
            select password::text from permissions.password
            union all select session::text from permissions.session
            union all select link::text from permissions.link
            union all select attempt::text from permissions.attempt
            """,
            null,
            CancellationToken.None);

        string[] secrets = [Password, session.Cookie, link, "another secret", "typed-in"];
        rows.ShouldAllBe(row => !secrets.Any(secret => row.Contains(secret, StringComparison.Ordinal)));
    }

    private Task<Result<NewSession>> TryAsync(string email, string password, Visitor? from = null) =>
        room.SignIn.WithPasswordAsync(new(email, password), from ?? PermissionsFixture.Visitor(), CancellationToken.None);
}
