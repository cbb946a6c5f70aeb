using System.Text.Json;
using Lanekeeper.Approvals.Deciding;
using Lanekeeper.Approvals.Hearing;
using Lanekeeper.Approvals.Queueing;
using Lanekeeper.Permissions;

namespace Lanekeeper.Approvals;

internal sealed class InboxService(QueueReader queue, CardReader cards, EditReviewer edits, DecideAllHandler many, LookHandler look, InboxBell bell) : IInbox
{
    public Task<Result<InboxQueue>> QueueAsync(Actor actor, InboxQuery query, InboxWindow window, CancellationToken cancellationToken) =>
        queue.ReadAsync(actor, query, window, cancellationToken);

    public Task<Result<InboxCounts>> CountAsync(Actor actor, CancellationToken cancellationToken) => queue.CountAsync(actor, cancellationToken);

    public Task<Result<InboxCard>> OpenAsync(Actor actor, Guid id, InboxQuery query, CancellationToken cancellationToken) =>
        cards.OpenAsync(actor, id, query, cancellationToken);

    public Task<Result<InboxAlike>> AlikeAsync(Actor actor, Guid id, CancellationToken cancellationToken) => cards.AlikeAsync(actor, id, cancellationToken);

    public Task<Result<EditReview>> ReviewEditAsync(Actor actor, Guid id, JsonElement arguments, CancellationToken cancellationToken) =>
        edits.RunAsync(actor, id, arguments, cancellationToken);

    public Task<Result<DecidedCards>> DecideAllAsync(Actor actor, DecideAll decision, CancellationToken cancellationToken) =>
        many.DecideAsync(actor, decision, cancellationToken);

    public Task<Result<DecidedCards>> TakeBackAllAsync(Actor actor, IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        many.TakeBackAsync(actor, ids, cancellationToken);

    public Task<Result<Looking>> LookAsync(Actor actor, Guid id, CancellationToken cancellationToken) => look.RunAsync(actor, id, cancellationToken);

    public Result<InboxListener> Listen(Actor actor) =>
        Access.Check(actor, ApprovalPermissions.See) is { } denied ? denied
        : bell.Join(actor.Id) is { } listener ? listener
        : ApprovalProblems.TooManyListeners();
}
