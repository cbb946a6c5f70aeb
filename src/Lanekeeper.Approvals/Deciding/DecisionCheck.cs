using System.Text;

namespace Lanekeeper.Approvals.Deciding;

/// <summary>What must be true of an answer, whatever it answers.</summary>
internal static class DecisionCheck
{
    private const int LongestWords = 2000;

    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);

    public static Problem? FaultOf(DecideApproval decision)
    {
        var fault = decision switch
        {
            { Answer: not (ApprovalAnswer.Approve or ApprovalAnswer.Reject) } => "The answer must be approve or reject.",
            { Words.Length: > LongestWords } => $"Words may have {LongestWords} characters at most.",
            { Words: { } words } when !IsText(words) => "Words must be plain text, without control characters.",
            { Answer: ApprovalAnswer.Reject, Reason: null } => $"Say why: a rejection needs a reason, one of {Reasons()}.",
            { Answer: ApprovalAnswer.Reject, Arguments: not null } => "A rejection has no arguments. To change them, approve with the arguments that you want.",
            { Answer: ApprovalAnswer.Approve, Reason: not null } => "A reason belongs to a rejection. Use words to remark on an approval.",
            { TakeBackWithin: var delay } when delay < TimeSpan.Zero || delay > LongestDelay => $"A decision takes effect within {LongestDelay.TotalSeconds:0} s.",
            { Reason: { } reason } when !Enum.IsDefined(reason) => $"The reason must be one of {Reasons()}.",
            _ => null,
        };
        return fault is null ? null : ApprovalProblems.InvalidDecision(fault);
    }

    private static bool IsText(string words) =>
        words.EnumerateRunes().All(rune => rune != Rune.ReplacementChar && (!Rune.IsControl(rune) || rune.Value is '\n' or '\r' or '\t'));

    private static string Reasons() => string.Join(", ", Enum.GetValues<RejectReason>());
}
