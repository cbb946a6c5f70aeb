using Lanekeeper.Approvals;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Permissions;

namespace Lanekeeper.Cli.Approvals;

/// <summary>What the kinds of cards are called, and what yes and no mean on each.</summary>
internal static class CardWords
{
    /// <summary>An action is known by its effect, the others by what they are.</summary>
    public static Cell Kind(Approval card) => card.Request.Kind switch
    {
        ApprovalKind.Action when card.Request.Action is { } action => new(Say.Word(action.Effect), action.Effect is Effect.Destructive ? Ink.Red : Ink.Yellow),
        ApprovalKind.Handoff => new("for you to do", Ink.Cyan),
        ApprovalKind.Recommendation => new("recommended", Ink.Cyan),
        var other => new(Say.Word(other)),
    };

    public static Cell State(Approval card) => new(Word(card), card.State switch
    {
        ApprovalState.Approved => Ink.Green,
        ApprovalState.Rejected => Ink.Red,
        ApprovalState.Pending => Ink.Yellow,
        _ => Ink.Faint,
    });

    public static string Title(Approval card) => card.Request.Kind switch
    {
        ApprovalKind.Action => "What will happen",
        ApprovalKind.Question => "The question",
        ApprovalKind.Handoff => "For a person to do",
        _ => "Recommended; the workflow may not do this itself",
    };

    public static string Yes(Approval card) => card.Request.Kind switch
    {
        ApprovalKind.Action => "approve",
        ApprovalKind.Question => "yes",
        _ => "done",
    };

    public static string No(Approval card) => card.Request.Kind is ApprovalKind.Handoff or ApprovalKind.Recommendation ? "not needed" : "reject";

    /// <summary>Whether there are arguments that a reviewer may change.</summary>
    public static bool CanEdit(Approval card) => card.Request is { Kind: ApprovalKind.Action, Action: not null };

    public static string Decided(Approval card) => (card.Request.Kind, card.State) switch
    {
        (ApprovalKind.Action, ApprovalState.Approved) => $"Approved; it is executed now. `lanekeeper runs show {Say.Short(card.Request.RunId)}` tells what came of it.",
        (ApprovalKind.Question, ApprovalState.Approved) => "Answered with yes; the run goes on.",
        (_, ApprovalState.Approved) => "Marked as done.",
        (ApprovalKind.Handoff or ApprovalKind.Recommendation, ApprovalState.Rejected) => "Marked as not needed.",
        (_, ApprovalState.Rejected) => "Rejected; it will not be done.",
        _ => $"It is {Say.Word(card.State)}.",
    };

    private static string Word(Approval card) => (card.Request.Kind, card.State) switch
    {
        (ApprovalKind.Handoff or ApprovalKind.Recommendation, ApprovalState.Approved) => "done",
        (ApprovalKind.Handoff or ApprovalKind.Recommendation, ApprovalState.Rejected) => "not needed",
        _ => Say.Word(card.State),
    };
}
