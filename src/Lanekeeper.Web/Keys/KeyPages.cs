using System.Globalization;
using Lanekeeper.Faces;
using Lanekeeper.Permissions;
using Lanekeeper.Project;
using Lanekeeper.Web.People;
using Lanekeeper.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lanekeeper.Web.Keys;

/// <summary>The keys of apps: for operators and admins.</summary>
internal static class KeyPages
{
    public const string Rotate = "rotate";
    public const string Revoke = "revoke";

    private const int PageSize = 50;

    public static void MapKeys(this RouteGroupBuilder pages)
    {
        var keys = pages.MapGroup(WebPaths.Keys);
        keys.MapGet("", ListAsync);
        keys.MapPost("", CreateAsync);
        keys.MapGet("{id:guid}", ShowAsync);
        keys.MapPost($"{{id:guid}}/{Rotate}", RotateAsync);
        keys.MapPost($"{{id:guid}}/{Revoke}", RevokeAsync);
    }

    private static Task<IResult> ListAsync(string? after, Caller caller, IAppKeys keys, CancellationToken cancellationToken) =>
        ShowListAsync(after, caller, keys, view => view, null, cancellationToken);

    // The key stands on this answer alone, so there is no page to send the browser to.
    private static async Task<IResult> CreateAsync(
        Caller caller, IAppKeys keys, ILiveProject live, TimeProvider time, PublicAddress address, HttpRequest request, CancellationToken cancellationToken)
    {
        var typed = KeyForm.Of(await request.ReadFormAsync(cancellationToken));
        var created = await keys.CreateAsync(caller.Actor, typed.ToRequest(time.GetUtcNow()), cancellationToken);
        return (await live.WarnAsync(created, cancellationToken)).Succeeded(out var made, out var problem)
            ? Made(made, address, request)
            : await ShowListAsync(null, caller, keys, view => view with { Typed = typed, Problem = problem }, problem, cancellationToken);
    }

    private static Task<IResult> ShowAsync(Guid id, string? done, Caller caller, IAppKeys keys, CancellationToken cancellationToken) =>
        ShowKeyAsync(id, caller, keys, view => view with { Done = Deeds.Say(done) }, null, cancellationToken);

    private static async Task<IResult> RotateAsync(
        Guid id, Caller caller, IAppKeys keys, ILiveProject live, PublicAddress address, HttpRequest request, CancellationToken cancellationToken)
    {
        var asked = (await request.ReadFormAsync(cancellationToken)).Text("overlap");
        var overlap = KeyWords.Overlaps.Any(one => one.Hours == asked) ? TimeSpan.FromHours(int.Parse(asked, CultureInfo.InvariantCulture)) : AppKey.UsualOverlap;
        var rotated = await keys.RotateAsync(caller.Actor, id, overlap, cancellationToken);
        return (await live.WarnAsync(rotated, cancellationToken)).Succeeded(out var made, out var problem)
            ? Made(made, address, request)
            : await ShowKeyAsync(id, caller, keys, view => view with { Told = new(Rotate, problem) }, problem, cancellationToken);
    }

    private static async Task<IResult> RevokeAsync(Guid id, Caller caller, IAppKeys keys, CancellationToken cancellationToken) =>
        (await keys.RevokeAsync(caller.Actor, id, cancellationToken)).ToScreen(_ => Screens.SeeOther(Deeds.After(WebPaths.Key(id), Deeds.Revoked)));

    private static IResult Made(NewAppKey made, PublicAddress address, HttpRequest request) =>
        Screens.Show<KeyPage, KeyView>(new(made.Key) { Made = new(made.Secret, address.Of(request.Scheme, request.Host.Value ?? "localhost", ""), made.Warnings) });

    private static async Task<IResult> ShowListAsync(
        string? after, Caller caller, IAppKeys keys, Func<KeysView, KeysView> with, Problem? problem, CancellationToken cancellationToken) =>
        (await keys.ListAsync(caller.Actor, new(PageSize, after), cancellationToken)).ToScreen(page =>
            Screens.Show<KeysPage, KeysView>(with(new(page.Items, page.Next)), problem));

    private static async Task<IResult> ShowKeyAsync(
        Guid id, Caller caller, IAppKeys keys, Func<KeyView, KeyView> with, Problem? problem, CancellationToken cancellationToken) =>
        (await keys.FindAsync(caller.Actor, id, cancellationToken)).ToScreen(key => Screens.Show<KeyPage, KeyView>(with(new(key)), problem));
}
