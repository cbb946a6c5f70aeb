using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Lanekeeper.Approvals;
using Lanekeeper.Faces;
using Lanekeeper.Permissions;
using Lanekeeper.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Lanekeeper.Web.Inbox;

/// <summary>What a script asks for while the inbox is open: news, the queue anew, and who else looks.</summary>
internal static class NewsEndpoints
{
    private const int MostShown = 100;

    public static void MapInboxNews(this RouteGroupBuilder pages)
    {
        pages.MapGet(WebPaths.InboxNews, Listen).DisableRequestTimeout();
        pages.MapGet(WebPaths.InboxQueue, QueueAsync);
        pages.MapPost("/inbox/{id:guid}/look", LookAsync);
    }

    private static IResult Listen(
        HttpRequest request, Caller caller, IInbox inbox, ISignIn signIn, SessionCookie cookie, IHostApplicationLifetime lifetime, CancellationToken cancellationToken) =>
        inbox.Listen(caller.Actor).Succeeded(out var listener, out var problem)
            ? TypedResults.ServerSentEvents(ReadAsync(listener, token => IsStillAsync(signIn, cookie.Read(request), token), lifetime.ApplicationStopping, cancellationToken))
            : Screens.Problem(problem);

    // Says only that something changed; what, the page asks with its own filters and the caller's own rights.
    private static async IAsyncEnumerable<SseItem<string>> ReadAsync(
        InboxListener listener, Func<CancellationToken, Task<bool>> isStill, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        using (listener)
        {
            yield return new("hello", "hello");
            while (await ChangedAsync(listener, isStill, end.Token))
            {
                yield return new("changed", "changed");
            }
        }
    }

    private static async Task<bool> ChangedAsync(InboxListener listener, Func<CancellationToken, Task<bool>> isStill, CancellationToken end)
    {
        try
        {
            await listener.NextAsync(end);
            return await isStill(end);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    // A stream outlives what was asked at its beginning: who was disabled or signed out hears no more.
    private static async Task<bool> IsStillAsync(ISignIn signIn, string? cookie, CancellationToken cancellationToken) =>
        cookie is not null && (await signIn.AuthenticateAsync(cookie, cancellationToken)).Problem is not { Kind: ProblemKind.Unauthenticated };

    private static async Task<IResult> QueueAsync(
        [AsParameters] InboxAddress address, Guid? card, string? shown, Caller caller, IInbox inbox, TimeProvider time, CancellationToken cancellationToken)
    {
        var place = address.ToPlace();
        var queue = await inbox.QueueAsync(caller.Actor, place.Query, new(After: place.After, With: card, Shown: CardIds.Read(shown, MostShown)), cancellationToken);
        var counts = await inbox.CountAsync(caller.Actor, cancellationToken);
        return queue.Succeeded(out var rows, out var problem) && counts.Succeeded(out var numbers, out problem)
            ? Screens.Fragment<QueueRows>(new Dictionary<string, object?>
            {
                [nameof(QueueRows.Place)] = place,
                [nameof(QueueRows.Queue)] = rows,
                [nameof(QueueRows.Counts)] = numbers,
                [nameof(QueueRows.Chosen)] = card,
                [nameof(QueueRows.Now)] = time.GetUtcNow(),
            })
            : Screens.Problem(problem!);
    }

    private static async Task<IResult> LookAsync(Guid id, Caller caller, IInbox inbox, CancellationToken cancellationToken) =>
        (await inbox.LookAsync(caller.Actor, id, cancellationToken)).ToScreen(looking => Results.Json(
            new { isOpen = looking.State == ApprovalState.Pending, state = ApprovalWords.State(ApprovalKind.Action, looking.State), by = looking.DecidedByName, others = looking.Others },
            FaceJson.Options));
}
