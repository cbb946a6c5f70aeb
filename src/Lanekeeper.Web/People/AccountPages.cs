using Lanekeeper.Faces;
using Lanekeeper.Permissions;
using Lanekeeper.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lanekeeper.Web.People;

/// <summary>One's own account: name, password, sessions, keys.</summary>
internal static class AccountPages
{
    public static void MapAccount(this RouteGroupBuilder pages)
    {
        var account = pages.MapGroup(WebPaths.Account);
        account.MapGet("", ShowAsync);
        account.MapPost(Parts.Name, RenameAsync);
        account.MapPost(Parts.Password, ChangePasswordAsync);
        account.MapPost(Parts.Sessions, EndOthersAsync);
        account.MapPost($"{Parts.Sessions}/{{id:guid}}", EndAsync);
        account.MapPost(Parts.Keys, MakeKeyAsync);
        account.MapPost($"{Parts.Keys}/{{id:guid}}", RevokeAsync);
    }

    private static Task<IResult> ShowAsync(Caller caller, AccountDoors doors, string? done, CancellationToken cancellationToken) =>
        doors.ShowOwnAsync(caller, view => view with { Done = Deeds.Say(done) }, null, cancellationToken);

    private static async Task<IResult> RenameAsync(Caller caller, AccountDoors doors, HttpRequest request, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(cancellationToken);
        var result = await doors.People.ChangeAsync(caller.Actor, caller.AccountId, new(Name: form.Text("name")), cancellationToken);
        return await doors.AnswerOwnAsync(caller, Parts.Name, Deeds.Saved, result.Problem, cancellationToken);
    }

    private static async Task<IResult> ChangePasswordAsync(Caller caller, AccountDoors doors, HttpRequest request, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(cancellationToken);
        var change = new PasswordChange(form.Given("current"), form.Text("password"), caller.SessionId);
        var result = await doors.People.ChangePasswordAsync(caller.Actor, change, Visits.Of(request.HttpContext), cancellationToken);
        return await doors.AnswerOwnAsync(caller, Parts.Password, Deeds.Password, result.Problem, cancellationToken);
    }

    private static async Task<IResult> EndAsync(Guid id, Caller caller, AccountDoors doors, CancellationToken cancellationToken) =>
        await doors.AnswerOwnAsync(caller, Parts.Sessions, Deeds.Ended, (await doors.Sessions.EndAsync(caller.Actor, id, cancellationToken)).Problem, cancellationToken);

    private static async Task<IResult> EndOthersAsync(Caller caller, AccountDoors doors, CancellationToken cancellationToken)
    {
        var result = await doors.Sessions.EndOthersAsync(caller.Actor, caller.AccountId, caller.SessionId, cancellationToken);
        return await doors.AnswerOwnAsync(caller, Parts.Sessions, Deeds.EndedOthers, result.Problem, cancellationToken);
    }

    // The key stands on this answer alone, so there is no page to send the browser to.
    private static async Task<IResult> MakeKeyAsync(Caller caller, AccountDoors doors, HttpRequest request, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(cancellationToken);
        return (await doors.Accounts.CreateKeyAsync(caller.Actor, caller.AccountId, form.Text("label"), cancellationToken)).Succeeded(out var key, out var problem)
            ? await doors.ShowOwnAsync(caller, view => view with { Key = new(key.Secret) }, null, cancellationToken)
            : await doors.ShowOwnAsync(caller, view => view with { Told = new(Parts.Keys, problem) }, problem, cancellationToken);
    }

    private static async Task<IResult> RevokeAsync(Guid id, Caller caller, AccountDoors doors, CancellationToken cancellationToken) =>
        await doors.AnswerOwnAsync(caller, Parts.Keys, Deeds.Revoked, (await doors.Accounts.RevokeKeyAsync(caller.Actor, id, cancellationToken)).Problem, cancellationToken);
}
