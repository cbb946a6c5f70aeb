namespace Lanekeeper.Approvals.Queueing;

/// <summary>Who looks at the queue and which part of it they want, in the words of the statements.</summary>
internal sealed record Reviewer(InboxView View, string Me, string MyId, string Account, bool IsAdmin, string? Workflow, ApprovalKind? Kind, string? Tool, DateTimeOffset SeenSince)
{
    /// <summary>How long a heartbeat counts.</summary>
    public static readonly TimeSpan Seen = TimeSpan.FromSeconds(15);

    public Reviewer(Actor actor, InboxQuery query, DateTimeOffset now)
        : this(
            query.View,
            PlainLetters.Lower(actor.Name),
            PlainLetters.Lower(actor.Id),
            actor.Id,
            actor.Role == Role.Admin,
            Some(query.Workflow),
            query.Kind,
            Some(query.Tool),
            now - Seen)
    {
    }

    // What no name can be finds nothing; PostgreSQL takes no zero characters.
    private static string? Some(string? filter) => string.IsNullOrWhiteSpace(filter) ? null : filter.Replace('\0', '?');
}
