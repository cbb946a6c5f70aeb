using Lanekeeper.Faces;
using Lanekeeper.Gateway.Serving;
using Lanekeeper.Permissions;
using Lanekeeper.Project;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Lanekeeper.Gateway.Keys;

internal static class KeyEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder api)
    {
        var keys = api.MapGroup(ApiPaths.AppKeys).WithTags("Keys");
        keys.MapGet("", ListAsync).WithSummary("The keys of apps, newest first; never their secrets");
        keys.MapPost("", CreateAsync).WithSummary("Make a key for an app; its text is shown this once. Names that the live project does not know are warned of, not refused");
        keys.MapPost("{id:guid}/rotate", RotateAsync).WithSummary("Make a key in the place of this one; both work until the overlap is over (24 hours, at most 30 days)");
        keys.MapPost("{id:guid}/revoke", RevokeAsync).WithSummary("End a key for good");
    }

    private static async Task<Results<Ok<Page<AppKeyRow>>, ProblemAnswer>> ListAsync(
        [AsParameters] Paging paging, Caller caller, IAppKeys keys, CancellationToken cancellationToken) =>
        (await keys.ListAsync(caller.Actor, paging.ToRequest(), cancellationToken)).ToAnswer();

    private static async Task<Results<Ok<NewAppKey>, ProblemAnswer>> CreateAsync(
        AppKeyRequest body, Caller caller, IAppKeys keys, ILiveProject live, HttpResponse response, CancellationToken cancellationToken) =>
        Once(response, await live.WarnAsync(await keys.CreateAsync(caller.Actor, body, cancellationToken), cancellationToken));

    private static async Task<Results<Ok<NewAppKey>, ProblemAnswer>> RotateAsync(
        Guid id, RotateWire? body, Caller caller, IAppKeys keys, ILiveProject live, HttpResponse response, CancellationToken cancellationToken) =>
        Once(response, await live.WarnAsync(await keys.RotateAsync(caller.Actor, id, (body ?? new()).Overlap, cancellationToken), cancellationToken));

    private static async Task<Results<Ok<AppKeyRow>, ProblemAnswer>> RevokeAsync(Guid id, Caller caller, IAppKeys keys, CancellationToken cancellationToken) =>
        (await keys.RevokeAsync(caller.Actor, id, cancellationToken)).ToAnswer();

    // The answer holds a secret that nothing on the way may keep.
    private static Results<Ok<NewAppKey>, ProblemAnswer> Once(HttpResponse response, Result<NewAppKey> made)
    {
        response.Headers.CacheControl = "no-store";
        return made.ToAnswer();
    }
}
