using System.Globalization;
using Lanekeeper.Permissions;

namespace Lanekeeper.Approvals;

/// <summary>Every way in which this room says no.</summary>
public static class ApprovalProblems
{
    public static Problem InvalidRequest(IReadOnlyList<string> faults) =>
        new(ProblemKind.Invalid, "approvals.invalid-request", $"This cannot be put before a person: {string.Join("; ", faults)}.") { Details = faults };

    public static Problem InvalidDecision(string what) => new(ProblemKind.Invalid, "approvals.invalid-decision", what);

    public static Problem InvalidCursor() =>
        new(ProblemKind.Invalid, "approvals.invalid-cursor", "`after` is not from a page of this list. Give back `next` of the page before, or leave it out.");

    public static Problem NotFound(Guid id) =>
        new(ProblemKind.NotFound, "approvals.not-found", $"There is no approval {id}. `lanekeeper approvals` lists those that wait.");

    public static Problem NotAPerson(Actor actor) =>
        new(ProblemKind.Denied, "approvals.not-a-person", $"{actor.Name} is no signed-in person, and only a person may decide.");

    public static Problem NotAsked(string group) =>
        new(ProblemKind.Denied, "approvals.not-asked", $"This waits for {group}. Only they, or an admin, may decide it.");

    public static Problem OwnRun() =>
        new(ProblemKind.Denied, "approvals.own-run", "You started this run, and its workflow separates duties: somebody else must decide.");

    public static Problem AlreadyDecided(Approval approval) =>
        new(ProblemKind.Conflict, "approvals.already-decided", approval.State switch
        {
            ApprovalState.Expired => Expired(approval.ExpiresAt).Message,
            ApprovalState.Withdrawn => $"This was withdrawn at {Say(approval.DecidedAt)}: {approval.Words}",
            ApprovalState.Approved => $"{approval.DecidedByName} already approved this at {Say(approval.DecidedAt)}.",
            _ => $"{approval.DecidedByName} already rejected this at {Say(approval.DecidedAt)}.",
        });

    public static Problem Expired(DateTimeOffset at) =>
        new(ProblemKind.Conflict, "approvals.expired", $"The time to answer this ended at {Say(at)}. Run the workflow again if it is still wanted.");

    public static Problem NothingToEdit() =>
        new(ProblemKind.Invalid, "approvals.nothing-to-edit", "Only a tool call that waits for a yes has arguments to edit. Decide without arguments.");

    public static Problem InvalidEdit(IReadOnlyList<string> faults) =>
        new(ProblemKind.Invalid, "approvals.invalid-edit", $"The edited arguments cannot be used: {string.Join("; ", faults.Take(3))}{(faults.Count > 3 ? "; and more" : "")}.") { Details = faults };

    /// <summary>What a person wants instead is not permitted either.</summary>
    public static Problem EditForbidden(Decision decision) =>
        new(ProblemKind.Denied, "approvals.edit-forbidden", $"With these arguments it may not be done. {decision.Explanation}") { Details = [decision.Rule] };

    public static Problem NotApproved(Approval approval) =>
        new(ProblemKind.Conflict, "approvals.not-approved", $"Approval {approval.Id} is {approval.State.ToString().ToLowerInvariant()}; only an approved tool call is executed.");

    public static Problem NotSettled(Approval approval) =>
        new(ProblemKind.Conflict, "approvals.not-settled", $"The decision over approval {approval.Id} takes effect at {approval.EffectiveAt?.UtcDateTime:HH:mm:ss} UTC; until then it may be taken back.");

    public static Problem NothingToTakeBack() =>
        new(ProblemKind.Conflict, "approvals.nothing-to-take-back", "This is not decided, so there is nothing to take back.");

    public static Problem NotYours(Approval approval) =>
        new(ProblemKind.Denied, "approvals.not-yours", $"{approval.DecidedByName} decided this, and only they can take it back.");

    public static Problem InEffect(Approval approval) =>
        new(ProblemKind.Conflict, "approvals.in-effect", $"It is too late to take this back: it took effect at {approval.EffectiveAt?.UtcDateTime:HH:mm:ss} UTC.");

    public static Problem InvalidBatch(int most) =>
        new(ProblemKind.Invalid, "approvals.invalid-batch", $"Choose 1 to {most} cards to decide together.");

    public static Problem TooManyListeners() =>
        new(ProblemKind.Exhausted, "approvals.too-many-listeners", "Too many pages listen for news just now. The page still works; load it again to see what is new.") { RetryAfter = TimeSpan.FromSeconds(30) };

    public static Problem AlreadyUsed(Approval approval) =>
        new(ProblemKind.Conflict, "approvals.already-used", $"Approval {approval.Id} was used at {Say(approval.UsedAt)}; an approval is used once.");

    public static Problem OtherArguments(Approval approval) =>
        new(ProblemKind.Conflict, "approvals.other-arguments", $"Approval {approval.Id} is for other arguments: it is bound to {approval.ArgumentsDigest}.");

    private static string Say(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "an unknown time";
}
