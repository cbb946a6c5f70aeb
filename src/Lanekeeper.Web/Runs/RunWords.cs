using Lanekeeper.Ledger;
using Lanekeeper.Models;
using Lanekeeper.Orchestration;
using Lanekeeper.Web.Controls;

namespace Lanekeeper.Web.Runs;

/// <summary>States in words and shapes.</summary>
public static class RunWords
{
    public static readonly IReadOnlyList<(string Value, string Word)> States = [.. Enum.GetValues<RunState>().Select(state => (Word(state), Word(state)))];

    public static readonly IReadOnlyList<(string Value, string Word)> Outcomes =
        [("done", "done"), ("routed", "routed to a person"), ("rejected", "rejected by a person"), ("denied", "denied by the rules"), ("failed", "failed"), ("dead", "dead"), ("cancelled", "cancelled")];

    public static bool TryRead(string word, out RunState? state)
    {
        var known = Enum.GetValues<RunState>().Where(one => Word(one) == word).ToList();
        state = known.Count == 1 ? known[0] : null;
        return state is not null;
    }

    public static string Word(RunState state) => state.ToString().ToLowerInvariant();

    public static Tone Tone(RunState state) => state switch
    {
        RunState.Queued => Controls.Tone.Neutral,
        RunState.Running => Controls.Tone.Busy,
        RunState.Waiting => Controls.Tone.Waiting,
        RunState.Succeeded => Controls.Tone.Good,
        RunState.Failed or RunState.Dead => Controls.Tone.Bad,
        _ => Controls.Tone.Neutral,
    };

    /// <summary>How a run ended; where that is what its state says already, why.</summary>
    public static string? Outcome(Run run) => run.Problem is { } problem && (run.Outcome is null || run.Outcome == Word(run.State)) ? Why(problem.Code) : run.Outcome;

    public static string Word(StepState state) => state.ToString().ToLowerInvariant();

    public static Tone Tone(StepState state) => state switch
    {
        StepState.Done => Controls.Tone.Good,
        StepState.Waiting => Controls.Tone.Waiting,
        StepState.Failed => Controls.Tone.Bad,
        StepState.Rejected or StepState.Denied => Controls.Tone.Warn,
        _ => Controls.Tone.Neutral,
    };

    public static string Word(CallState? state) => state is { } closed ? OfCall(CallStates.Write(closed)) : CallStates.Open;

    /// <param name="state">As it stands in an address.</param>
    public static string OfCall(string state) => state.Replace('_', ' ');

    public static Tone Tone(CallState? state) => state switch
    {
        null => Controls.Tone.Busy,
        CallState.Answered => Controls.Tone.Good,
        CallState.Cancelled => Controls.Tone.Neutral,
        CallState.Unknown => Controls.Tone.Warn,
        _ => Controls.Tone.Bad,
    };

    private static string Why(string code) => code switch
    {
        "runs.deadline" => "out of time",
        "runs.step-crashed" => "unexpected error",
        "runs.condition-failed" => "condition could not be decided",
        "runs.approval-missing" => "its card is gone",
        "runs.unstorable-result" => "result cannot be stored",
        "tools.unreachable" => "tool not reachable",
        "tools.busy" or "tools.outbox-busy" => "tool busy",
        "tools.refused" => "refused by the tool",
        "tools.invalid-arguments" => "arguments do not fit the tool",
        "tools.no-outcome" or "tools.outbox-unsure" => "outcome not known",
        "models.missing-key" => "key missing",
        "limits.concurrent" or "limits.requests" or "limits.tokens" or "limits.larger-than-limit" => "over a limit",
        "limits.usd-per-day" or "limits.usd-per-month" => "over a budget",
        "limits.unpriced" => "price not known",
        "ledger.unavailable" => "database away",
        _ => FailureWords.Of(code),
    };

    public static string Word(ActionState? state) => state is { } ended ? ended.ToString().ToLowerInvariant() : "not executed";

    public static Tone Tone(ActionState? state) => state switch
    {
        ActionState.Executed => Controls.Tone.Good,
        ActionState.Failed => Controls.Tone.Bad,
        ActionState.Unknown => Controls.Tone.Warn,
        _ => Controls.Tone.Neutral,
    };
}
