namespace Lanekeeper.Orchestration;

/// <summary>Every way in which this room says no.</summary>
public static class RunProblems
{
    public static Problem NotFound(Guid id) =>
        new(ProblemKind.NotFound, "runs.not-found", $"There is no run {id}. `lanekeeper runs list` shows the latest.");

    public static Problem UnknownWorkflow(string name, IEnumerable<string> known) =>
        new(ProblemKind.NotFound, "runs.unknown-workflow", $"The live snapshot has no workflow '{name}'. It has: {string.Join(", ", known.Order(StringComparer.Ordinal))}.");

    public static Problem InvalidInput(string workflow, IReadOnlyList<string> errors) =>
        new(ProblemKind.Invalid, "runs.invalid-input", $"The input does not match the input schema of {workflow}: {errors[0]}") { Details = errors };

    public static Problem InputTooLarge(int bytes, int most) =>
        new(ProblemKind.Invalid, "runs.input-too-large", $"The input has {bytes:N0} bytes; at most {most:N0} are allowed. Put large documents into a source, or send the part that matters.");

    public static Problem UnstorableInput() =>
        new(ProblemKind.Invalid, "runs.unstorable-input", "The input holds a NUL character or half of a surrogate pair, which no database text can hold. Remove it and send the input again.");

    public static Problem InputTooDeep(int most) =>
        new(ProblemKind.Invalid, "runs.input-too-deep", $"The input is nested deeper than {most} levels. Flatten it and send it again.");

    public static Problem MissingInput() =>
        new(ProblemKind.Invalid, "runs.missing-input", "There is no input. Send a JSON value that matches the workflow's input schema.");

    public static Problem InvalidCursor() =>
        new(ProblemKind.Invalid, "runs.invalid-cursor", "`after` is not from a page of this list. Give back `next` of the page before, or leave it out.");

    public static Problem InvalidFilter(string name) =>
        new(ProblemKind.Invalid, "runs.invalid-filter", $"`{name}` has at most {RunQuery.LongestText} characters and no control characters. Shorten it, or leave it out.");

    public static Problem UnknownStep(Guid run, string step) =>
        new(ProblemKind.NotFound, "runs.unknown-step", $"Run {run} has not come to a step '{step}'. Its timeline shows the steps that it has.");

    public static Problem TooManyDays(int most) =>
        new(ProblemKind.Invalid, "runs.too-many-days", $"Numbers by day go back {most} days at most. Ask for a later day.");

    public static Problem UnstorableResult(string step) =>
        new(ProblemKind.Semantic, "runs.unstorable-result", $"What step '{step}' gave cannot be written down; the server's log has the reason under this run's id.");

    public static Problem InvalidIdempotencyKey() =>
        new(ProblemKind.Invalid, "runs.invalid-idempotency-key", "An idempotency key has 1 to 200 printable ASCII characters.");

    public static Problem KeyReused(Guid run) =>
        new(ProblemKind.Conflict, "runs.idempotency-mismatch", $"This idempotency key belongs to run {run}, which had another input. Use a new key for a new request.");

    public static Problem AlreadyEnded(Run run) =>
        new(ProblemKind.Conflict, "runs.already-ended", $"Run {run.Id} has ended: {run.State.ToString().ToLowerInvariant()}.");

    public static Problem NotReplayable(Run run) =>
        new(ProblemKind.Conflict, "runs.not-replayable", $"Run {run.Id} is {run.State.ToString().ToLowerInvariant()}; only a dead or failed run can be replayed.");

    public static Problem DeadlinePassed(TimeSpan deadline) =>
        new(ProblemKind.Semantic, "runs.deadline", $"The run used up its working time of {deadline.TotalSeconds:N0} s. Raise `deadline` in the workflow, or find the slow step in the run's timeline.");

    public static Problem Crashed(Exception exception) =>
        new(ProblemKind.Upstream, "runs.step-crashed", $"The step ended with an unexpected error ({exception.GetType().Name}); the server's log has it under this run's id.");

    public static Problem BadCondition(string step, string error) =>
        new(ProblemKind.Semantic, "runs.condition-failed", $"The condition of step '{step}' could not be evaluated: {error}.");

    public static Problem ReplyMissing(string step) =>
        new(ProblemKind.Semantic, "runs.approval-missing", $"Step '{step}' waited for an approval that is not there any more.");
}
