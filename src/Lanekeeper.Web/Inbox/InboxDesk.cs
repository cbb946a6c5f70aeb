using Lanekeeper.Approvals;
using Lanekeeper.Project;
using Lanekeeper.Web.Workflows;

namespace Lanekeeper.Web.Inbox;

/// <summary>Asks the doors for what a page of the inbox shows.</summary>
internal sealed class InboxDesk(IInbox inbox, IApprovals approvals, IDeployments deployments)
{
    private const int Rows = 50;

    /// <param name="actor">Who looks.</param>
    /// <param name="place">Where they are.</param>
    /// <param name="id">The card; <see langword="null"/> on the list's own address.</param>
    /// <param name="done">The card that was decided just before.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <param name="draft">What was typed and could not be done.</param>
    /// <param name="problem">Why it could not.</param>
    public async Task<Result<InboxScreen>> OpenAsync(
        Actor actor, InboxPlace place, Guid? id, Guid? done, CancellationToken cancellationToken, CardDraft? draft = null, Problem? problem = null)
    {
        if (!(await inbox.QueueAsync(actor, place.Query, new(Rows, place.After, id), cancellationToken)).Succeeded(out var queue, out var no)
            || !(await inbox.CountAsync(actor, cancellationToken)).Succeeded(out var counts, out no))
        {
            return no;
        }

        var card = default(InboxCard);
        if ((id ?? (queue.Rows is [var first, ..] ? first.Id : null)) is { } chosen && !(await inbox.OpenAsync(actor, chosen, place.Query, cancellationToken)).Succeeded(out card, out no))
        {
            return no;
        }

        var view = card is null
            ? null
            : CardMaker.Of(card, draft, problem) with { HasWorkflowPage = await deployments.HasWorkflowAsync(card.Approval.Request.Workflow, cancellationToken) };
        return new InboxScreen(place, queue, counts, view, id is null, await DoneAsync(actor, done, cancellationToken));
    }

    /// <summary>Where one goes on after a card: to the next one, or the one before when there is none.</summary>
    public async Task<string> AfterAsync(Actor actor, InboxPlace place, Guid decided, CancellationToken cancellationToken) =>
        (await inbox.OpenAsync(actor, decided, place.Query, cancellationToken)).Succeeded(out var card, out _) && (card.Next ?? card.Previous) is { } next
            ? place.Card(next, decided)
            : place.List(decided);

    private async Task<DoneNote?> DoneAsync(Actor actor, Guid? done, CancellationToken cancellationToken) =>
        done is { } id && (await approvals.GetAsync(actor, id, cancellationToken)).Succeeded(out var approval, out _) && approval.DecidedBy == actor.Id
            ? new(approval, !approval.IsSettled)
            : null;
}
