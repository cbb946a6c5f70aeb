using Lanekeeper.Ledger;

namespace Lanekeeper.Web.Calls;

/// <summary>A call in full.</summary>
/// <param name="Turns">The conversation, or <see langword="null"/> where its shape is not known; the bytes say it then.</param>
/// <param name="Curl">The same question for a shell, or <see langword="null"/> where there is none to ask.</param>
/// <param name="Attempts">All calls of the same step, or at the same request of an app, the oldest first, this one too.</param>
public sealed record CallView(CallDetail Call, IReadOnlyList<Turn>? Turns, string? Curl, IReadOnlyList<CallRow> Attempts)
{
    /// <summary>Whether the project declares its workflow; an app's may be no more than a name.</summary>
    public bool HasWorkflowPage { get; init; }

    /// <summary>What is to be said of the answer beside what is shown of it.</summary>
    public string? AnswerNote => (Turns?.Any(turn => turn.IsAnswer), Call.Response, Call.Call.State) switch
    {
        (true, _, CallState.Answered) => null,
        (true, _, _) => "The answer did not come to its end; this is the part that came.",
        (_, null, _) => "No answer was received.",
        (_, _, CallState.Answered) => "The answer is below as it came.",
        _ => "What was received is no answer; it is below as it came.",
    };
}
