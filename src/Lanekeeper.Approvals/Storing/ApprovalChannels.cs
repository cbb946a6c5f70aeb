namespace Lanekeeper.Approvals.Storing;

/// <summary>The channels on which this room wakes waiting workers, here and in other processes.</summary>
internal static class ApprovalChannels
{
    /// <summary>Something in the inbox changed.</summary>
    public const string Inbox = "approvals.inbox";

    /// <summary>There is a decision that takes effect later.</summary>
    public const string Unsettled = "approvals.unsettled";
}
