namespace Lanekeeper.Approvals.Deciding;

/// <summary>Who may decide this card, beside having the role for it.</summary>
internal static class DeciderCheck
{
    public static Problem? Refuse(Actor actor, RequestApproval request)
    {
        if (actor.Kind != ActorKind.Person)
        {
            return ApprovalProblems.NotAPerson(actor);
        }

        if (request.SeparationOfDuties && (PlainLetters.AreSame(actor.Name, request.StartedBy) || PlainLetters.AreSame(actor.Id, request.StartedBy)))
        {
            return ApprovalProblems.OwnRun();
        }

        return request.Terms.Group is { } group && actor.Role != Role.Admin && !IsAsked(actor, group, request.Deciders)
            ? ApprovalProblems.NotAsked(group)
            : null;
    }

    // A group is named, or one person by their address.
    private static bool IsAsked(Actor actor, string group, IReadOnlyList<string> deciders) =>
        PlainLetters.AreSame(actor.Name, group) || deciders.Any(email => PlainLetters.AreSame(actor.Name, email));
}
