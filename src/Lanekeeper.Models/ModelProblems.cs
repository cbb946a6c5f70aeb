namespace Lanekeeper.Models;

/// <summary>Every way in which a model call says no. <c>model</c> is its provider and pinned id, <c>openai/gpt-4.1-mini-2025-04-14</c>.</summary>
public static class ModelProblems
{
    public static Problem MissingKey(string model, string why) =>
        new(ProblemKind.Invalid, "models.missing-key", $"The key for {model} is not there. {why} Set it there and start the server again, or roll back to a deployment that does without.");

    public static Problem MissingMaterial(string model) =>
        new(ProblemKind.Invalid, "models.missing-material", $"{model} works on a step's text and labelled examples, and the step gave none.");

    public static Problem ExamplesDoNotFit(string file, int number, string why) =>
        new(ProblemKind.Invalid, "models.examples-do-not-fit", $"Example {number} of {file} does not fill the step's `text`: {why}");

    public static Problem Unreachable(string model, string? why) =>
        new(ProblemKind.Upstream, "models.unreachable", $"{model} cannot be reached: {why ?? "the connection failed"}. Check base_url and the network.");

    public static Problem ConnectionLost(string model, string? why) =>
        new(ProblemKind.Upstream, "models.connection-lost", $"{model} did not finish its answer: {why ?? "the connection broke"}.");

    public static Problem Silent(string model, string? why) =>
        new(ProblemKind.Upstream, "models.silent", $"{model} is silent: {why ?? "nothing came for too long"}.");

    public static Problem BreakerOpen(string model, TimeSpan left) =>
        new(ProblemKind.Upstream, "models.breaker-open", $"{model} failed again and again just now, so it is not asked for a while.")
        {
            Advice = $"Try again in {Math.Ceiling(left.TotalSeconds):0} s.",
            RetryAfter = left,
        };

    public static Problem NoSuchModel(string asked, bool isBaseline, IReadOnlyList<string> open)
    {
        var why = isBaseline ? $"`{asked}` is of provider baseline, which answers steps of runs and no apps." : $"There is no model or route `{asked}` that this key can reach in this format.";
        return new(ProblemKind.NotFound, "models.no-such-model", open.Count == 0
            ? $"{why} The key can reach none: declare one in the project's lanekeeper.yaml and deploy it, or give the key more models."
            : $"{why} The key can reach: {string.Join(", ", open)}.");
    }

    public static Problem OurFault(string what) => new(ProblemKind.Upstream, "models.fault", $"Lanekeeper failed while it handled the call ({what}); its log has more.");

    public static Problem CallerLeft() => new(ProblemKind.Upstream, "models.cancelled", "The caller went away before the answer came.");

    public static Problem Unpriced(string model) =>
        new(ProblemKind.Denied, "limits.unpriced", $"What `{model}` costs is not known, and a budget in USD applies, so it is not called. Give it a `price` in lanekeeper.yaml, name a model of the price list, or lift the budget.");

    public static Problem BadCall(string why) => new(ProblemKind.Invalid, "models.bad-call", $"The request's body cannot be read: {why}.");

    public static Problem BadIdempotencyKey(int longest) =>
        new(ProblemKind.Invalid, "idempotency.bad-key", $"An Idempotency-Key has at most {longest} characters. A UUID is a good one.");

    public static Problem Garbled(string model, string? why) =>
        new(ProblemKind.Upstream, "models.garbled", $"{model} answered with something that is not its format{(why is null ? "" : $": {why}")}. Check base_url if this goes on.");

    public static Problem RateLimited(string model, string? words) =>
        new(ProblemKind.Upstream, "models.rate-limited", $"{model} gets more requests than its account may send{Said(words)}");

    public static Problem Overloaded(string model, string? words) =>
        new(ProblemKind.Upstream, "models.overloaded", $"{model} is overloaded{Said(words)}");

    public static Problem Busy(string model, string? words) =>
        new(ProblemKind.Upstream, "models.busy", $"{model} could not take the request just now{Said(words)}");

    public static Problem ServerError(string model, int? status, string? words) =>
        new(ProblemKind.Upstream, "models.server-error", $"{model} failed{(status is null or 200 ? "" : $" with status {status}")}{Said(words)}");

    public static Problem DeadlinePassed(string model, TimeSpan deadline) =>
        new(ProblemKind.Upstream, "models.deadline", $"{model} gave no answer within {deadline.TotalSeconds:0.###} s, which is all the time that it had.");

    public static Problem ChoiceRefused(string route, string model, string reason, string why) =>
        new(ProblemKind.Denied, "models.choice-refused", $"The route {route} chooses {model} for this ({reason}), and {why}. Name another route or model, or give the key more models.");

    public static Problem KeyRefused(string model, string? words) =>
        new(ProblemKind.Invalid, "models.key-refused", $"{model} does not accept the key. Check what the model's `key` refers to{Said(words)}");

    public static Problem Forbidden(string model, string? words) =>
        new(ProblemKind.Invalid, "models.forbidden", $"The account may not use {model}. Ask who manages it, or name another model{Said(words)}");

    public static Problem NotFound(string model, string? words) =>
        new(ProblemKind.Invalid, "models.not-found", $"There is no {model} there. Check `model` and `base_url` in lanekeeper.yaml{Said(words)}");

    public static Problem BadRequest(string model, int? status, string? words) =>
        new(ProblemKind.Invalid, "models.bad-request", $"{model} turned the request down as wrong{(status is null ? "" : $" (status {status})")}. Check the model's settings and the output schema{Said(words)}");

    public static Problem TooLarge(string model, string? words) =>
        new(ProblemKind.Invalid, "models.too-large", $"The request is too large for {model}. Shorten the prompt or retrieve fewer passages{Said(words)}");

    public static Problem ContextOverflow(string model, string? words) =>
        new(ProblemKind.Invalid, "models.context-overflow", $"The prompt is longer than {model} can read. Shorten it or retrieve fewer passages{Said(words)}");

    public static Problem OutOfCredit(string model, string? words) =>
        new(ProblemKind.Invalid, "models.out-of-credit", $"The account of {model} is out of credit or at its spending limit. Add credit or raise the limit there{Said(words)}");

    public static Problem Redirected(string model, int? status) =>
        new(ProblemKind.Invalid, "models.redirected", $"The server of {model} answered with a redirect (status {status}), which is never followed. Give its final address as base_url.");

    public static Problem InvalidOutput(string model, IReadOnlyList<string> errors) =>
        new(ProblemKind.Semantic, "models.invalid-output", $"{model} answered, and after one repair its answer still does not match the output schema.") { Details = errors };

    /// <summary>Before the repair, or where none is made.</summary>
    public static Problem Mismatch(string model, IReadOnlyList<string> errors) =>
        new(ProblemKind.Semantic, "models.invalid-output", $"{model} answered, and its answer does not match the output schema.") { Details = errors };

    public static Problem UnfilledOutput(string model, IReadOnlyList<string> gaps) =>
        new(ProblemKind.Semantic, "models.unfilled-output", $"{model} found nothing to fill in what the output schema requires.") { Details = gaps };

    public static Problem Refused(string model, string? words) =>
        new(ProblemKind.Semantic, "models.refused", words is null ? $"{model} refused to answer." : $"{model} refused to answer: {words}");

    public static Problem Filtered(string model, string? words) =>
        new(ProblemKind.Semantic, "models.filtered", $"A content filter stopped the answer of {model}{Said(words)}");

    public static Problem CutShort(string model, int limit) =>
        new(ProblemKind.Semantic, "models.cut-short", $"The answer of {model} was cut off before its end; it may have {limit} tokens. Raise max_output_tokens or ask for less.");

    public static Problem AnswerTooLarge(string model, int largest) =>
        new(ProblemKind.Semantic, "models.answer-too-large", $"The answer of {model} is longer than {largest} bytes, which is the most that is read.");

    private static string Said(string? words) => words is null ? "." : $". It says: {words}";
}
