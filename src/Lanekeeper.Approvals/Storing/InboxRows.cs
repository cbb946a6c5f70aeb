using Lanekeeper.Approvals.Queueing;
using Lanekeeper.Permissions;

namespace Lanekeeper.Approvals.Storing;

/// <summary>A card of the list, without its evidence.</summary>
internal sealed record QueueRow(
    Guid Id,
    short Risk,
    ApprovalKind Kind,
    string Workflow,
    string Title,
    string Summary,
    string? Tool,
    Effect? Effect,
    string? AskedGroup,
    DateTimeOffset RequestedAt,
    DateTimeOffset ExpiresAt,
    ApprovalState State,
    string? DecidedByName,
    DateTimeOffset? EffectiveAt,
    bool IsSettled,
    IReadOnlyList<string> Looking)
{
    public InboxCursor Cursor => new(Risk, Id);

    public InboxRow ToRow() =>
        new(Id, Kind, Workflow, Title, Summary, Tool, Effect, AskedGroup, RequestedAt, ExpiresAt, State, DecidedByName, EffectiveAt, IsSettled, Looking);
}

internal sealed record CountsRow(int Mine, int Groups, int Everything, IReadOnlyList<string> Workflows);

internal sealed record AroundRow(Guid? Next, Guid? Previous, int Alike, IReadOnlyList<string> Looking, bool WasTakenBack);

/// <param name="Before">When they were seen the last time before.</param>
internal sealed record SeenRow(ApprovalState State, string? DecidedByName, IReadOnlyList<string> Others, DateTimeOffset? Before);

internal sealed record AcceptanceRow(string Workflow, DateOnly Day, int Unedited, int Edited, int Rejected, int Expired);
