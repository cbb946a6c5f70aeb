using Lanekeeper.Approvals;
using Lanekeeper.Faces;
using Lanekeeper.Web.Inbox.Editing;
using Lanekeeper.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lanekeeper.Web.Inbox;

internal static class InboxPages
{
    private const string Card = "/inbox/{id:guid}";

    public static void MapInbox(this RouteGroupBuilder pages)
    {
        pages.MapGet(WebPaths.Inbox, ListAsync);
        pages.MapGet(Card, ShowAsync);
        pages.MapPost($"{Card}/decision", DecideAsync);
        pages.MapPost($"{Card}/take-back", TakeBackAsync);
        pages.MapInboxNews();
        pages.MapCardEdit();
        pages.MapCardsAlike();
    }

    public static IResult Show(this Result<InboxScreen> screen, Problem? problem = null) =>
        screen.ToScreen(view => Screens.Show<InboxPage, InboxScreen>(view, problem));

    private static async Task<IResult> ListAsync([AsParameters] InboxAddress address, Guid? done, Caller caller, InboxDesk desk, CancellationToken cancellationToken) =>
        (await desk.OpenAsync(caller.Actor, address.ToPlace(), null, done, cancellationToken)).Show();

    private static async Task<IResult> ShowAsync(
        Guid id, [AsParameters] InboxAddress address, Guid? done, Caller caller, InboxDesk desk, CancellationToken cancellationToken) =>
        (await desk.OpenAsync(caller.Actor, address.ToPlace(), id, done, cancellationToken)).Show();

    private static async Task<IResult> DecideAsync(
        Guid id, [AsParameters] InboxAddress address, HttpRequest request, Caller caller, IApprovals approvals, InboxDesk desk, CancellationToken cancellationToken)
    {
        var (place, form) = (address.ToPlace(), await request.ReadFormAsync(cancellationToken));
        var answer = DecisionForm.Read(form);
        var decided = answer.Decision(id).Succeeded(out var decision, out var problem)
            ? await approvals.DecideAsync(caller.Actor, decision, cancellationToken)
            : problem;
        return decided.Succeeded(out _, out problem)
            ? Screens.SeeOther(await desk.AfterAsync(caller.Actor, place, id, cancellationToken))
            : (await desk.OpenAsync(caller.Actor, place, id, null, cancellationToken, answer.Draft, problem)).Show(problem);
    }

    private static async Task<IResult> TakeBackAsync(
        Guid id, [AsParameters] InboxAddress address, Caller caller, IApprovals approvals, InboxDesk desk, CancellationToken cancellationToken)
    {
        var place = address.ToPlace();
        return (await approvals.TakeBackAsync(caller.Actor, id, cancellationToken)).Succeeded(out _, out var problem)
            ? Screens.SeeOther(place.Card(id))
            : (await desk.OpenAsync(caller.Actor, place, id, null, cancellationToken, null, problem)).Show(problem);
    }
}
