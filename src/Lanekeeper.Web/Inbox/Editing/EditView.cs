using Lanekeeper.Approvals;

namespace Lanekeeper.Web.Inbox.Editing;

/// <param name="Typed">What stands in the fields, by their names.</param>
/// <param name="Faults">What is wrong, by the field's name.</param>
/// <param name="Problem">What is wrong with the whole.</param>
public sealed record EditView(
    CardView Card, InboxPlace Place, IReadOnlyList<Slot> Slots, IReadOnlyDictionary<string, string> Typed, IReadOnlyDictionary<string, string> Faults, Problem? Problem);

/// <param name="Arguments">As JSON, to be sent with the answer.</param>
public sealed record ReviewView(CardView Card, InboxPlace Place, EditReview Review, string Arguments);
