using Lanekeeper.Permissions;

namespace Lanekeeper.Approvals.Deciding;

/// <summary>Many cards, one answer: each goes the way of a single one, so nothing is allowed here that is not allowed there.</summary>
internal sealed class DecideAllHandler(DecideApprovalHandler decide, TakeBackHandler takeBack)
{
    public Task<Result<DecidedCards>> DecideAsync(Actor actor, DecideAll decision, CancellationToken cancellationToken) =>
        EachAsync(
            actor,
            decision.Ids,
            id => decide.RunAsync(actor, new(id, decision.Answer, null, decision.Reason, decision.Words, decision.TakeBackWithin), cancellationToken),
            DecisionCheck.FaultOf(new(Guid.Empty, decision.Answer, null, decision.Reason, decision.Words, decision.TakeBackWithin)));

    public Task<Result<DecidedCards>> TakeBackAsync(Actor actor, IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        EachAsync(actor, ids, id => takeBack.RunAsync(actor, id, cancellationToken), null);

    private static async Task<Result<DecidedCards>> EachAsync(Actor actor, IReadOnlyList<Guid> ids, Func<Guid, Task<Result<Approval>>> act, Problem? fault)
    {
        if ((Access.Check(actor, ApprovalPermissions.Decide) ?? fault) is { } refused)
        {
            return refused;
        }

        if (ids.Count is 0 or > DecideAll.Most)
        {
            return ApprovalProblems.InvalidBatch(DecideAll.Most);
        }

        var decided = new List<DecidedCard>();
        foreach (var id in ids.Distinct())
        {
            var answer = await act(id);
            decided.Add(answer.Succeeded(out var approval, out var problem) ? new(id, approval, null) : new(id, null, problem));
        }

        return new DecidedCards(decided);
    }
}
