using Lanekeeper.Storage;

namespace Lanekeeper.Ledger;

/// <summary>Every way in which this room says no.</summary>
public static class LedgerProblems
{
    public static Problem Full(TimeSpan? retryAfter) =>
        new(ProblemKind.Exhausted, "ledger.full", "More calls wait to be written down than the database takes just now, and none is made that is not. Try again in a moment.") { RetryAfter = retryAfter };

    public static Problem Unavailable() =>
        new(ProblemKind.Upstream, "ledger.unavailable", "The database is away, so nothing can be written down. Try again in a moment; `lanekeeper doctor` tells more.") { RetryAfter = TimeSpan.FromSeconds(1) };

    public static Problem DiskFull() =>
        new(ProblemKind.Exhausted, "ledger.disk-full", "The disk under the database is full, so nothing can be written down. Make room on it.") { RetryAfter = TimeSpan.FromMinutes(1) };

    public static Problem Refused() =>
        new(ProblemKind.Invalid, "ledger.refused", "The database does not take this row as it is; the server's log says why.");

    public static Problem BodyTooLarge(long length, int largest) =>
        new(ProblemKind.Invalid, "ledger.body-too-large", $"The request has {length} bytes; at most {largest} are kept, and what cannot be kept is not sent.");

    public static Problem NotVersion7(Guid id) =>
        new(ProblemKind.Invalid, "ledger.not-uuid-v7", $"{id} is no UUID v7. Make ids with Id.New.");

    public static Problem UnknownCall(Guid id) =>
        new(ProblemKind.NotFound, "ledger.unknown-call", $"No call {id} is written down.");

    public static Problem AlreadyClosed(Guid id, string state) =>
        new(ProblemKind.Conflict, "ledger.already-closed", $"Call {id} was closed before as {state}, and that stays.");

    public static Problem UnknownAction(Guid id) =>
        new(ProblemKind.NotFound, "ledger.unknown-action", $"No action {id} is written down.");

    public static Problem AlreadyEnded(Guid id, string state) =>
        new(ProblemKind.Conflict, "ledger.already-ended", $"Action {id} ended before as {state}, and that stays.");

    public static Problem TooManyDays(int most) =>
        new(ProblemKind.Invalid, "ledger.too-many-days", $"Numbers by day go back {most} days at most. Ask for a later day.");

    public static Problem TooManyRuns(int most) =>
        new(ProblemKind.Invalid, "ledger.too-many-runs", $"The calls of at most {most} runs are summed at once.");

    public static Problem UnknownState(string state, IEnumerable<string> known) =>
        new(ProblemKind.Invalid, "ledger.unknown-state", $"There is no state '{state}'. The states are: {string.Join(", ", known)}.");

    public static Problem BadCursor() =>
        new(ProblemKind.Invalid, "ledger.bad-cursor", "The page asked for does not exist. Give back `next` of the page before as it was, or leave it out.");

    /// <returns>What the queue of writers said, in this room's words.</returns>
    internal static Problem OfQueue(Problem problem) => problem.Code == StorageProblems.QueueFull().Code ? Full(problem.RetryAfter) : problem;

    /// <returns>What a writer's exception means to a caller.</returns>
    internal static Problem OfFailure(Exception failure) =>
        DatabaseFailure.IsUnavailable(failure) ? Unavailable()
        : DatabaseFailure.IsDiskFull(failure) ? DiskFull()
        : Refused();
}
