using Lanekeeper.Approvals;
using Lanekeeper.Permissions;
using Lanekeeper.Project;
using Lanekeeper.Web.Controls;

namespace Lanekeeper.Web.Inbox;

/// <summary>Cards in plain words.</summary>
public static class ApprovalWords
{
    public static readonly IReadOnlyList<(string Value, string Word)> Reasons =
    [
        ("WrongFacts", "The facts are wrong"),
        ("WrongAction", "The wrong thing to do"),
        ("WrongRecipient", "The wrong recipient"),
        ("WrongTone", "The wrong tone"),
        ("MissingContext", "It misses context"),
        ("PolicyForbids", "Our policy forbids it"),
        ("Duplicate", "It is done already"),
        ("NotNeeded", "It is not needed"),
        ("Other", "Another reason"),
    ];

    public static string Approve(ApprovalKind kind) => kind switch
    {
        ApprovalKind.Question => "Yes",
        ApprovalKind.Handoff => "Done",
        ApprovalKind.Recommendation => "Done elsewhere",
        _ => "Approve",
    };

    public static string Reject(ApprovalKind kind) => kind switch
    {
        ApprovalKind.Question => "No",
        ApprovalKind.Handoff or ApprovalKind.Recommendation => "Not needed",
        _ => "Reject",
    };

    /// <summary>What was decided: <c>approved</c>, <c>not needed</c>.</summary>
    public static string State(ApprovalKind kind, ApprovalState state) => (kind, state) switch
    {
        (_, ApprovalState.Pending) => "waits",
        (ApprovalKind.Question, ApprovalState.Approved) => "answered yes",
        (ApprovalKind.Question, ApprovalState.Rejected) => "answered no",
        (ApprovalKind.Handoff, ApprovalState.Approved) => "done",
        (ApprovalKind.Recommendation, ApprovalState.Approved) => "done elsewhere",
        (ApprovalKind.Handoff or ApprovalKind.Recommendation, ApprovalState.Rejected) => "not needed",
        (_, ApprovalState.Approved) => "approved",
        (_, ApprovalState.Rejected) => "rejected",
        (_, ApprovalState.Expired) => "expired",
        _ => "withdrawn",
    };

    public static string Capital(string words) => string.Concat(char.ToUpperInvariant(words[0]).ToString(), words.AsSpan(1));

    public static Tone Tone(ApprovalState state) => state switch
    {
        ApprovalState.Pending => Controls.Tone.Waiting,
        ApprovalState.Approved => Controls.Tone.Good,
        ApprovalState.Rejected => Controls.Tone.Bad,
        _ => Controls.Tone.Neutral,
    };

    /// <summary>What it does to the world, or what sort of card it is.</summary>
    public static (string Word, Tone Tone) Effect(ApprovalKind kind, Effect? effect) => (kind, effect) switch
    {
        (ApprovalKind.Question, _) => ("question", Controls.Tone.Neutral),
        (ApprovalKind.Handoff, _) => ("handoff", Controls.Tone.Neutral),
        (ApprovalKind.Recommendation, _) => ("recommendation", Controls.Tone.Neutral),
        (_, Permissions.Effect.Destructive) => ("destructive", Controls.Tone.Bad),
        (_, Permissions.Effect.Write) => ("write", Controls.Tone.Warn),
        (_, { } other) => (Figures.Word(other), Controls.Tone.Neutral),
        _ => ("action", Controls.Tone.Neutral),
    };

    /// <summary>What the effect means, for whoever wonders.</summary>
    public static string Meaning(ApprovalKind kind, Effect? effect) => (kind, effect) switch
    {
        (ApprovalKind.Question, _) => "The workflow asks; the run goes on with your answer.",
        (ApprovalKind.Handoff, _) => "Work for a person. No run waits for it.",
        (ApprovalKind.Recommendation, _) => "The workflow may not do this itself. A person may, elsewhere.",
        (_, Permissions.Effect.Destructive) => "It deletes, pays, refunds or publishes, and cannot be undone once it is in effect.",
        (_, Permissions.Effect.Write) => "It changes a system or sends something outside.",
        (_, Permissions.Effect.Notify) => "It tells people of the team.",
        _ => "It changes nothing outside Lanekeeper.",
    };

    /// <summary>What silence means.</summary>
    public static string Outcome(ApprovalKind kind, ExpiryOutcome outcome) => (kind, outcome) switch
    {
        (ApprovalKind.Handoff or ApprovalKind.Recommendation, _) => "the card goes away",
        (ApprovalKind.Question, ExpiryOutcome.Approve) => "it counts as a yes",
        (ApprovalKind.Question, _) => "it counts as a no",
        (_, ExpiryOutcome.Approve) => "it counts as approved",
        _ => "it counts as rejected",
    };

    public static string Reason(RejectReason reason) => Reasons.FirstOrDefault(one => one.Value == reason.ToString()).Word ?? reason.ToString();
}
