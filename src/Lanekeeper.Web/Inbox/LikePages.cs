using Lanekeeper.Approvals;
using Lanekeeper.Faces;
using Lanekeeper.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lanekeeper.Web.Inbox;

/// <summary>Cards that are alike, decided by one answer.</summary>
internal static class LikePages
{
    private const string Like = "/inbox/like/{id:guid}";

    // One more than may be decided together, so that the door can say that they are too many.
    private const int MostRead = DecideAll.Most + 1;

    public static void MapCardsAlike(this RouteGroupBuilder pages)
    {
        pages.MapGet(Like, ShowAsync);
        pages.MapPost(Like, DecideAsync);
        pages.MapPost($"{Like}/take-back", TakeBackAsync);
    }

    private static async Task<IResult> ShowAsync(
        Guid id, [AsParameters] InboxAddress address, string? decided, Caller caller, IInbox inbox, CancellationToken cancellationToken) =>
        await PageAsync(id, address.ToPlace(), null, CardIds.Read(decided, MostRead), caller, inbox, CardDraft.None, null, cancellationToken);

    private static async Task<IResult> DecideAsync(
        Guid id, [AsParameters] InboxAddress address, HttpRequest request, Caller caller, IInbox inbox, CancellationToken cancellationToken)
    {
        var (place, form) = (address.ToPlace(), await request.ReadFormAsync(cancellationToken));
        var (ids, answer) = (CardIds.Read(form["card"], MostRead), DecisionForm.Read(form));
        var decided = answer.DecisionOf(ids).Succeeded(out var decision, out var problem) ? await inbox.DecideAllAsync(caller.Actor, decision, cancellationToken) : problem;
        return decided.Succeeded(out _, out problem)
            ? Screens.SeeOther(Result(place, id, ids))
            : await PageAsync(id, place, ids, [], caller, inbox, answer.Draft, problem, cancellationToken);
    }

    private static async Task<IResult> TakeBackAsync(
        Guid id, [AsParameters] InboxAddress address, HttpRequest request, Caller caller, IInbox inbox, CancellationToken cancellationToken)
    {
        var (place, form) = (address.ToPlace(), await request.ReadFormAsync(cancellationToken));
        var ids = CardIds.Read(form["card"], MostRead);
        return (await inbox.TakeBackAllAsync(caller.Actor, ids, cancellationToken)).Succeeded(out _, out var problem)
            ? Screens.SeeOther(Result(place, id, ids))
            : await PageAsync(id, place, null, ids, caller, inbox, CardDraft.None, problem, cancellationToken);
    }

    private static async Task<IResult> PageAsync(
        Guid id, InboxPlace place, IReadOnlyList<Guid>? chosen, IReadOnlyList<Guid> decided, Caller caller, IInbox inbox, CardDraft draft, Problem? problem, CancellationToken cancellationToken)
    {
        var alike = await inbox.AlikeAsync(caller.Actor, id, cancellationToken);
        var shown = await inbox.QueueAsync(caller.Actor, place.Query, new(1, Shown: decided), cancellationToken);
        if (!alike.Succeeded(out var cards, out var no) || !shown.Succeeded(out var queue, out no))
        {
            return Screens.Problem(no);
        }

        var mine = queue.Closed.Any(row => row.DecidedByName == caller.Actor.Name && !row.IsSettled);
        return Screens.Show<LikePage, LikeView>(
            new(cards, place, chosen ?? [id], queue.Closed, [.. cards.Rows.Where(row => decided.Contains(row.Id))], draft, problem, mine),
            problem);
    }

    private static string Result(InboxPlace place, Guid id, IReadOnlyList<Guid> ids)
    {
        var path = place.At(WebPaths.CardsAlike(id));
        return $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}decided={CardIds.Write(ids)}";
    }
}
