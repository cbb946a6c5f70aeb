using Lanekeeper.Approvals;

namespace Lanekeeper.Web.Inbox;

/// <param name="Card">The open card; on the list's own address the first one, which narrow windows do not show.</param>
/// <param name="IsList">Whether the address is the list's own.</param>
/// <param name="Done">What the reader decided just before.</param>
public sealed record InboxScreen(InboxPlace Place, InboxQueue Queue, InboxCounts Counts, CardView? Card, bool IsList, DoneNote? Done);

/// <param name="MayTakeBack">Whether there is still time.</param>
public sealed record DoneNote(Approval Approval, bool MayTakeBack);

/// <summary>What somebody typed into a card's forms, so that nothing is lost when it cannot be done.</summary>
public sealed record CardDraft(bool IsRejecting = false, string? Reason = null, string? Words = null)
{
    public static readonly CardDraft None = new();
}

/// <summary>A card made ready to be drawn.</summary>
/// <param name="Facts">Short arguments: where it goes, how much.</param>
/// <param name="Texts">Long arguments: what would be sent.</param>
/// <param name="Lines">All arguments, each place by itself.</param>
/// <param name="Input">The customer's message, by its fields.</param>
/// <param name="Problem">Why the last thing that was tried could not be done.</param>
public sealed record CardView(
    InboxCard Card,
    IReadOnlyList<Fact> Facts,
    IReadOnlyList<Fact> Texts,
    IReadOnlyList<ArgumentLine> Lines,
    IReadOnlyList<Fact> Input,
    CardDraft Draft,
    Problem? Problem)
{
    /// <summary>Whether the live project still declares the workflow that asks.</summary>
    public bool HasWorkflowPage { get; init; }

    public Approval Approval => Card.Approval;

    public RequestApproval Request => Card.Approval.Request;
}

/// <summary>A value under its name.</summary>
public sealed record Fact(string Label, string Value, bool IsNumber = false, bool IsChanged = false);

/// <param name="Before">What was proposed, where a reviewer changed it.</param>
public sealed record ArgumentLine(string Path, string Value, string? Before, bool IsChanged);
