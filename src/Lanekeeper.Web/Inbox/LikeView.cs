using Lanekeeper.Approvals;

namespace Lanekeeper.Web.Inbox;

/// <param name="Chosen">Which cards are ticked.</param>
/// <param name="Done">Cards that were just decided together, as they are now.</param>
public sealed record LikeView(
    InboxAlike Alike, InboxPlace Place, IReadOnlyList<Guid> Chosen, IReadOnlyList<InboxRow> Done, IReadOnlyList<InboxRow> Open, CardDraft Draft, Problem? Problem, bool MayTakeBack);
