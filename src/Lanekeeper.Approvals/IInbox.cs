using System.Text.Json;
using Lanekeeper.Permissions;

namespace Lanekeeper.Approvals;

/// <summary>The door of the inbox: a reviewer's list of open cards, the card with what stands around it, and many cards at once.</summary>
public interface IInbox
{
    /// <summary>Open cards of a view, the riskiest first and then the oldest.</summary>
    Task<Result<InboxQueue>> QueueAsync(Actor actor, InboxQuery query, InboxWindow window, CancellationToken cancellationToken);

    /// <summary>How many cards each view has, counted to <see cref="InboxCounts.Most"/>, and what they can be filtered by.</summary>
    Task<Result<InboxCounts>> CountAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>A card, whether the caller may decide it, who else looks at it, and its neighbours in the view.</summary>
    Task<Result<InboxCard>> OpenAsync(Actor actor, Guid id, InboxQuery query, CancellationToken cancellationToken);

    /// <summary>Open cards like this one, itself among them: same workflow, step, tool, and what stopped it; only those that the caller may decide.</summary>
    Task<Result<InboxAlike>> AlikeAsync(Actor actor, Guid id, CancellationToken cancellationToken);

    /// <summary>What other arguments would change, checked like a decision with them; nothing is decided.</summary>
    Task<Result<EditReview>> ReviewEditAsync(Actor actor, Guid id, JsonElement arguments, CancellationToken cancellationToken);

    /// <summary>Gives one answer to many cards, each decided by itself: where one cannot be, the others are.</summary>
    Task<Result<DecidedCards>> DecideAllAsync(Actor actor, DecideAll decision, CancellationToken cancellationToken);

    /// <summary>Takes back what <see cref="DecideAllAsync"/> decided, each by itself.</summary>
    Task<Result<DecidedCards>> TakeBackAllAsync(Actor actor, IReadOnlyList<Guid> ids, CancellationToken cancellationToken);

    /// <summary>Says that the caller has this card open; to be said again every few seconds. Tells who else has.</summary>
    Task<Result<Looking>> LookAsync(Actor actor, Guid id, CancellationToken cancellationToken);

    /// <summary>Hears whenever something in the inbox changes. A process has room for a bounded number of listeners.</summary>
    Result<InboxListener> Listen(Actor actor);
}

public enum InboxView
{
    /// <summary>What the caller may decide.</summary>
    Mine,

    /// <summary>What a group is asked that the caller belongs to.</summary>
    Groups,

    All,
}

public sealed record InboxQuery(InboxView View = InboxView.Mine, string? Workflow = null, ApprovalKind? Kind = null, string? Tool = null);

/// <summary>Which part of a queue is wanted.</summary>
/// <param name="After">The <see cref="InboxQueue.Next"/> of the part before.</param>
/// <param name="With">A card that shall be among the rows: where the part lacks it, the part around the card is given instead.</param>
/// <param name="Shown">Cards that somebody still sees; those that are closed by now are told of. At most 100 are heeded.</param>
public sealed record InboxWindow(int Size = 50, string? After = null, Guid? With = null, IReadOnlyList<Guid>? Shown = null)
{
    public static readonly InboxWindow First = new();
}

/// <param name="Closed">Of the cards that were said to be shown: those that no longer wait.</param>
public sealed record InboxQueue(IReadOnlyList<InboxRow> Rows, string? Next, IReadOnlyList<InboxRow> Closed);

/// <summary>A card as a list shows it.</summary>
/// <param name="Summary">What will happen, on one line.</param>
/// <param name="Looking">Who else has it open just now.</param>
public sealed record InboxRow(
    Guid Id,
    ApprovalKind Kind,
    string Workflow,
    string Title,
    string Summary,
    string? Tool,
    Effect? Effect,
    string? Group,
    DateTimeOffset RequestedAt,
    DateTimeOffset ExpiresAt,
    ApprovalState State,
    string? DecidedByName,
    DateTimeOffset? EffectiveAt,
    bool IsSettled,
    IReadOnlyList<string> Looking);

/// <param name="Workflows">Those that have open cards, by name; the first hundred.</param>
public sealed record InboxCounts(int Mine, int Groups, int All, IReadOnlyList<string> Workflows)
{
    /// <summary>Nothing is counted further: 1,000 means 1,000 or more.</summary>
    public const int Most = 1000;
}

/// <param name="MayNot">Why the caller cannot decide it, or <see langword="null"/>.</param>
/// <param name="MayTakeBack">Whether the decision is the caller's own and not in effect yet.</param>
/// <param name="Looking">Who else has it open just now.</param>
/// <param name="Previous">The card before it in the view.</param>
/// <param name="Next">The card after it in the view.</param>
/// <param name="Alike">How many open cards are like this one, itself not counted; at most 50.</param>
/// <param name="TakenBack">Decisions over it that were taken back, newest first.</param>
public sealed record InboxCard(
    Approval Approval,
    Problem? MayNot,
    bool MayTakeBack,
    IReadOnlyList<string> Looking,
    Guid? Previous,
    Guid? Next,
    int Alike,
    IReadOnlyList<TakenBack> TakenBack);

public sealed record TakenBack(DateTimeOffset TakenBackAt, ApprovalState State, DateTimeOffset DecidedAt, string DecidedByName, RejectReason? Reason, string? Words);

/// <param name="Changes">Against the proposal; none when the arguments are the same.</param>
/// <param name="Summary">What will happen then, in plain words.</param>
public sealed record EditReview(IReadOnlyList<ArgumentChange> Changes, string Summary);

/// <summary>Open cards that can be decided together.</summary>
public sealed record InboxAlike(InboxRow Of, IReadOnlyList<InboxRow> Rows);

/// <param name="Ids">At most <see cref="Most"/>.</param>
/// <param name="Reason">Required to reject.</param>
public sealed record DecideAll(
    IReadOnlyList<Guid> Ids, ApprovalAnswer Answer, RejectReason? Reason = null, string? Words = null, TimeSpan TakeBackWithin = default)
{
    public const int Most = 50;
}

public sealed record DecidedCards(IReadOnlyList<DecidedCard> Cards);

/// <summary>What became of one card of many: the approval, or why not.</summary>
public sealed record DecidedCard(Guid Id, Approval? Approval, Problem? Problem);

/// <param name="Others">Who else has the card open just now.</param>
public sealed record Looking(ApprovalState State, string? DecidedByName, IReadOnlyList<string> Others);
