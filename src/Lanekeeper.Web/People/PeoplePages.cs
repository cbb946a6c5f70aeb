using Lanekeeper.Faces;
using Lanekeeper.Permissions;
using Lanekeeper.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lanekeeper.Web.People;

/// <summary>Who may sign in: for admins.</summary>
internal static class PeoplePages
{
    private static readonly Problem Unclear = new(ProblemKind.Invalid, "web.unclear", "The form does not say what to do; nothing was changed. Use one of its buttons.");

    public static void MapPeople(this RouteGroupBuilder pages)
    {
        var people = pages.MapGroup(WebPaths.People);
        people.MapGet("", ListAsync);
        people.MapPost("", InviteAsync);
        people.MapGet("{id:guid}", ShowAsync);
        people.MapPost("{id:guid}", ChangeAsync);
        people.MapPost($"{{id:guid}}/{Parts.State}", SetStateAsync);
        people.MapPost($"{{id:guid}}/{Parts.Links}", MakeLinkAsync);
        people.MapPost($"{{id:guid}}/{Parts.Sessions}", EndAllAsync);
        people.MapPost($"{{id:guid}}/{Parts.Sessions}/{{session:guid}}", EndAsync);
        people.MapPost($"{{id:guid}}/{Parts.Keys}/{{key:guid}}", RevokeAsync);
    }

    private static async Task<IResult> ListAsync(Caller caller, AccountDoors doors, CancellationToken cancellationToken) =>
        (await doors.People.ListAsync(caller.Actor, cancellationToken)).ToScreen(people => Screens.Show<PeoplePage, PeopleView>(new(people.Items)));

    private static async Task<IResult> InviteAsync(Caller caller, AccountDoors doors, PublicAddress address, HttpRequest request, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(cancellationToken);
        var wanted = new NewAccount(form.Text("email"), form.Text("name"), ReadRole(form) ?? Role.None);
        if ((await doors.Accounts.CreateAsync(caller.Actor, wanted, cancellationToken)).Succeeded(out var account, out var problem))
        {
            return await ShowLinkAsync(account.Id, LinkPurpose.Invitation, caller, doors, address, request, cancellationToken);
        }

        return (await doors.People.ListAsync(caller.Actor, cancellationToken)).ToScreen(people =>
            Screens.Show<PeoplePage, PeopleView>(new(people.Items) { Typed = wanted, Told = new(Parts.Invite, problem) }, problem));
    }

    private static Task<IResult> ShowAsync(Guid id, Caller caller, AccountDoors doors, string? done, CancellationToken cancellationToken) =>
        Access.Check(caller.Actor, AccountPermissions.Manage) is { } denied
            ? Task.FromResult(Screens.Problem(denied))
            : doors.ShowPersonAsync(caller, id, view => view with { Done = Deeds.Say(done) }, null, cancellationToken);

    private static async Task<IResult> ChangeAsync(Guid id, Caller caller, AccountDoors doors, HttpRequest request, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(cancellationToken);
        var change = new AccountChange(form.Text("name"), form.Text("email"), ReadRole(form));
        return await doors.AnswerPersonAsync(caller, id, Parts.Account, Deeds.Saved, (await doors.People.ChangeAsync(caller.Actor, id, change, cancellationToken)).Problem, cancellationToken);
    }

    private static async Task<IResult> SetStateAsync(Guid id, Caller caller, AccountDoors doors, HttpRequest request, CancellationToken cancellationToken)
    {
        var wanted = (await request.ReadFormAsync(cancellationToken)).Text("what");
        var problem = wanted is Deeds.Disabled or Deeds.Enabled ? (await doors.People.SetDisabledAsync(caller.Actor, id, wanted == Deeds.Disabled, cancellationToken)).Problem : Unclear;
        return await doors.AnswerPersonAsync(caller, id, Parts.State, wanted, problem, cancellationToken);
    }

    private static async Task<IResult> MakeLinkAsync(Guid id, Caller caller, AccountDoors doors, PublicAddress address, HttpRequest request, CancellationToken cancellationToken)
    {
        LinkPurpose? wanted = (await request.ReadFormAsync(cancellationToken)).Text("purpose") switch
        {
            "reset" => LinkPurpose.Reset,
            "invitation" => LinkPurpose.Invitation,
            "sign_in" => LinkPurpose.SignIn,
            _ => null,
        };
        return wanted is { } purpose
            ? await ShowLinkAsync(id, purpose, caller, doors, address, request, cancellationToken)
            : await doors.AnswerPersonAsync(caller, id, Parts.Links, Deeds.Saved, Unclear, cancellationToken);
    }

    // The link stands on this answer alone, so there is no page to send the browser to.
    private static async Task<IResult> ShowLinkAsync(
        Guid id, LinkPurpose purpose, Caller caller, AccountDoors doors, PublicAddress address, HttpRequest request, CancellationToken cancellationToken)
    {
        if (!(await doors.People.MakeLinkAsync(caller.Actor, id, purpose, cancellationToken)).Succeeded(out var link, out var problem))
        {
            return await doors.AnswerPersonAsync(caller, id, Parts.Links, Deeds.Saved, problem, cancellationToken);
        }

        var once = new Once(address.Of(request.Scheme, request.Host.Value ?? "localhost", WebPaths.Welcome(link.Token)), link.ExpiresAt);
        return await doors.ShowPersonAsync(caller, id, view => view with { Link = once, LinkPurpose = purpose }, null, cancellationToken);
    }

    private static async Task<IResult> EndAllAsync(Guid id, Caller caller, AccountDoors doors, CancellationToken cancellationToken)
    {
        var result = await doors.Sessions.EndOthersAsync(caller.Actor, id, caller.SessionId, cancellationToken);
        return await doors.AnswerPersonAsync(caller, id, Parts.Sessions, Deeds.EndedOthers, result.Problem, cancellationToken);
    }

    private static async Task<IResult> EndAsync(Guid id, Guid session, Caller caller, AccountDoors doors, CancellationToken cancellationToken) =>
        await doors.AnswerPersonAsync(caller, id, Parts.Sessions, Deeds.Ended, (await doors.Sessions.EndAsync(caller.Actor, session, cancellationToken)).Problem, cancellationToken);

    private static async Task<IResult> RevokeAsync(Guid id, Guid key, Caller caller, AccountDoors doors, CancellationToken cancellationToken) =>
        await doors.AnswerPersonAsync(caller, id, Parts.Keys, Deeds.Revoked, (await doors.Accounts.RevokeKeyAsync(caller.Actor, key, cancellationToken)).Problem, cancellationToken);

    private static Role? ReadRole(IFormCollection form) =>
        PersonWords.Roles.Where(one => one.Word == form.Text("role")).Select(one => (Role?)one.Role).FirstOrDefault();
}
