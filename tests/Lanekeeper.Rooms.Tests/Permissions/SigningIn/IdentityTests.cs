using Lanekeeper.Permissions;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Rooms.Tests.Permissions.SigningIn;

public sealed class IdentityTests(PermissionsFixture room) : IClassFixture<PermissionsFixture>
{
    private const string Issuer = "https://login.example.com";

    [Fact]
    public async Task The_first_time_a_person_is_found_by_the_verified_address_and_then_by_the_subject()
    {
        var person = await room.PersonAsync(Role.Operator);

        (await TryAsync("sub-1", person.Email.ToUpperInvariant())).Value.AccountId.ShouldBe(person.Id);
        (await TryAsync("sub-1", "moved@elsewhere.example")).Value.AccountId.ShouldBe(person.Id);
    }

    [Fact]
    public async Task Nobody_gets_in_by_an_address_that_is_not_verified_or_not_known()
    {
        var person = await room.PersonAsync(Role.Admin);

        (await TryAsync("sub-2", person.Email, isVerified: false)).Problem?.Code.ShouldBe("sign-in.unverified-email");
        (await TryAsync("sub-2", null)).Problem?.Code.ShouldBe("sign-in.unverified-email");
        (await TryAsync("sub-2", "stranger@example.com")).Problem?.Code.ShouldBe("sign-in.no-account");
        (await TryAsync("sub-2", "x@notheron.example")).Problem?.Code.ShouldBe("sign-in.no-account");
        (await TryAsync("", person.Email)).Problem?.Code.ShouldBe("sign-in.no-account");
        (await TryAsync("a\nb", person.Email)).Problem?.Code.ShouldBe("sign-in.no-account");
    }

    [Theory]
    [InlineData("\u212Aim@identity.example", "kim@identity.example")]
    [InlineData("\u0130da@identity.example", "ida@identity.example")]
    [InlineData("i\u0307da@identity.example", "ida@identity.example")]
    [InlineData("\u017Fam@identity.example", "sam@identity.example")]
    [InlineData("\u00A0eva@identity.example", "eva@identity.example")]
    [InlineData("uma@identity.example\n", "uma@identity.example")]
    public async Task An_address_that_only_resembles_somebodys_is_not_theirs(string resembling, string email)
    {
        (await room.Accounts.CreateAsync(PermissionsFixture.Admin, new(email, "The one", Role.Admin), CancellationToken.None)).Problem?.Code.ShouldBe("permissions.email-taken");

        (await TryAsync($"who resembles {email}, {resembling.Length} letters", resembling)).Problem.ShouldNotBeNull().Code.ShouldBeOneOf("sign-in.no-account", "sign-in.unverified-email");
    }

    [Fact]
    public async Task A_domain_that_only_resembles_the_declared_one_gets_no_account()
    {
        var options = PermissionsFixture.Quick with { IdentityDomain = "Kiosks.example" };
        var signIn = room.AnotherRoom(room.Database, options).GetRequiredService<ISignIn>();

        Task<Result<NewSession>> ComeAsync(string email) => signIn.WithIdentityAsync(new(Issuer, email, email, true, "Ida H."), PermissionsFixture.Home, CancellationToken.None);

        (await ComeAsync("ida@\u212Aiosks.example")).Problem?.Code.ShouldBe("sign-in.no-account");
        (await ComeAsync("ida@kio\u017Fks.example")).Problem?.Code.ShouldBe("sign-in.no-account");
        (await ComeAsync("ida@KIOSKS.example")).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task An_address_of_the_declared_domain_gets_an_account_with_the_declared_role()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => TryAsync("sub-3", "Ida@Heron.example")));

        answers.Select(answer => answer.Value.AccountId).Distinct().ShouldHaveSingleItem();
        var made = (await room.People.FindAsync(PermissionsFixture.Admin, answers[0].Value.AccountId, CancellationToken.None)).Value;
        (made.Email, made.Name, made.Role, made.HasIdentity).ShouldBe(("ida@heron.example", "Ida H.", Role.Viewer, true));
    }

    [Fact]
    public async Task An_address_that_now_belongs_to_another_person_there_does_not_open_the_account()
    {
        var person = await room.PersonAsync(Role.Admin);
        (await TryAsync("old-employee", person.Email)).Problem.ShouldBeNull();

        (await TryAsync("new-employee", person.Email)).Problem?.Code.ShouldBe("sign-in.no-account");
    }

    [Fact]
    public async Task A_disabled_account_stays_closed_to_its_identity()
    {
        var person = await room.PersonAsync(Role.Viewer);
        (await TryAsync("sub-5", person.Email)).Problem.ShouldBeNull();
        await room.People.SetDisabledAsync(PermissionsFixture.Admin, person.Id, true, CancellationToken.None);

        (await TryAsync("sub-5", person.Email)).Problem?.Code.ShouldBe("sign-in.no-account");
    }

    private Task<Result<NewSession>> TryAsync(string subject, string? email, bool isVerified = true) =>
        room.SignIn.WithIdentityAsync(new(Issuer, subject, email, isVerified, "Ida H."), PermissionsFixture.Home, CancellationToken.None);
}
