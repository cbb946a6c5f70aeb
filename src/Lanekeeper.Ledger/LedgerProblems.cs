using System.Globalization;
using Lanekeeper.Storage;

namespace Lanekeeper.Ledger;

/// <summary>Every way in which this room says no.</summary>
public static class LedgerProblems
{
    public static Problem Full(TimeSpan? retryAfter) =>
        new(ProblemKind.Exhausted, "ledger.full", "More calls wait to be written down than the database takes just now, and none is made that is not. Try again in a moment.") { RetryAfter = retryAfter };

    public static Problem Unavailable() =>
        new(ProblemKind.Upstream, "ledger.unavailable", "The database is away, so nothing can be written down. Try again in a moment; `lanekeeper doctor` tells more.") { RetryAfter = TimeSpan.FromSeconds(1) };

    public static Problem SpoolFull() =>
        new(ProblemKind.Exhausted, "ledger.spool-full", "The database is away, and as much waits for it as may. Bring it back; `lanekeeper doctor` tells more.") { RetryAfter = TimeSpan.FromSeconds(10) };

    /// <summary>While nobody can be asked what other processes spend.</summary>
    public static Problem OverAllowance(string meter, decimal share) =>
        new(
            ProblemKind.Exhausted,
            "limits.away",
            string.Create(CultureInfo.InvariantCulture, $"The database is away, and {Named(meter)} has spent the {share * 100:0.##} % of its budget that it may until it is back."))
        {
            RetryAfter = TimeSpan.FromSeconds(10),
        };

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

    public static Problem UnknownServedModel(Guid id) =>
        new(ProblemKind.NotFound, "ledger.unknown-served-model", $"No served model {id} is written down. `lanekeeper models` lists them.");

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

    public static Problem KeyInFlight() =>
        new(ProblemKind.Conflict, "idempotency.in-flight", "A request with this Idempotency-Key is under way. Ask again in a moment, and get its answer.") { RetryAfter = TimeSpan.FromSeconds(1) };

    public static Problem KeyMismatch() =>
        new(ProblemKind.Conflict, "idempotency.mismatch", "This Idempotency-Key was used for another request. Give each request a key of its own.");

    public static Problem KeyConsumed(Guid callId) =>
        new(ProblemKind.Conflict, "idempotency.consumed", $"This Idempotency-Key was used, and its answer cannot be given again. What became of it is in the ledger from call {callId} on; ask anew with another key.");

    /// <returns>What the queue of writers said, in this room's words.</returns>
    internal static Problem OfQueue(Problem problem) => problem.Code == StorageProblems.QueueFull().Code ? Full(problem.RetryAfter) : problem;

    /// <returns>What a writer's exception means to a caller.</returns>
    internal static Problem OfFailure(Exception failure) =>
        DatabaseFailure.IsUnavailable(failure) || DatabaseFailure.IsConflict(failure) ? Unavailable()
        : DatabaseFailure.IsDiskFull(failure) ? DiskFull()
        : Refused();

    public static Problem TooManyAtOnce(string meter, int most) =>
        new(ProblemKind.Exhausted, "limits.concurrent", $"{Owner(meter)} has {most} calls under way, which is the most that its limit allows at once. Try again when one has ended.")
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };

    public static Problem TooManyRequests(string meter, int perMinute, TimeSpan wait) =>
        new(ProblemKind.Exhausted, "limits.requests", $"{Owner(meter)} may make {perMinute} requests a minute, and has; the limit stands in lanekeeper.yaml.")
        {
            Advice = NextIn(wait),
            RetryAfter = wait,
        };

    public static Problem TooManyTokens(string meter, long tokens, long perMinute, TimeSpan wait) =>
        new(ProblemKind.Exhausted, "limits.tokens", $"{Owner(meter)} may take {perMinute} tokens a minute, and this call may need {tokens}, more than is left; the limit stands in lanekeeper.yaml.")
        {
            Advice = NextIn(wait),
            RetryAfter = wait,
        };

    /// <summary>Trying again is of no use, so no time for it is said.</summary>
    public static Problem LargerThanLimit(string meter, long tokens, long perMinute) =>
        new(ProblemKind.Invalid, "limits.larger-than-limit", $"This call takes about {tokens} tokens, and {Named(meter)} may take {perMinute} a minute, so it can never be made. Shorten it, or raise the limit.");

    /// <summary>As <see cref="LargerThanLimit"/>.</summary>
    public static Problem LargerThanBudget(string meter, string period, decimal budget, decimal needed) =>
        new(
            ProblemKind.Invalid,
            "limits.larger-than-limit",
            string.Create(CultureInfo.InvariantCulture, $"This call may need {decimal.Round(needed, 6)} USD, and {Named(meter)} may spend {budget} a {period}, so it can never be made. Shorten it, set max_tokens, or raise the budget."));

    public static Problem OverBudget(string meter, string period, decimal budget, decimal spent, decimal needed, TimeSpan wait) =>
        new(
            ProblemKind.Exhausted,
            $"limits.usd-per-{period}",
            string.Create(CultureInfo.InvariantCulture, $"{Owner(meter)} may spend {budget} USD a {period}; {decimal.Round(spent, 6)} are spent or held, and this call may need {decimal.Round(needed, 6)}."))
        {
            Advice = wait < TimeSpan.FromMinutes(1) ? "Calls under way may give some of it back." : $"The budget starts anew with the next {period} in UTC; raise it in lanekeeper.yaml where that is too late.",
            RetryAfter = wait,
        };

    /// <summary>That much of a budget is taken, said once for each of its days or months.</summary>
    internal static string NearsBudget(string meter, string period, decimal budget) =>
        string.Create(CultureInfo.InvariantCulture, $"{Owner(meter)}: four fifths of its {budget} USD a {period} are spent, or held for calls under way; `lanekeeper limits` says how much of each");

    private static string NextIn(TimeSpan wait) => $"The next may go in {Math.Ceiling(wait.TotalSeconds):0} s.";

    private static string Owner(string meter) => Named(meter) is ['t', .. var rest] ? $"T{rest}" : meter;

    private static string Named(string meter) => meter.Split(':') is [var kind, var name] ? $"the {kind} {name}" : meter;
}
