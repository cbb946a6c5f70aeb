namespace Lanekeeper.Approvals;

/// <summary>How often people took what workflows proposed, by workflow; questions and handoffs are no proposals and do not count.</summary>
public sealed record Acceptance(DateTimeOffset Since, IReadOnlyList<WorkflowAcceptance> Workflows);

/// <param name="Days">Days on which something was decided, oldest first.</param>
public sealed record WorkflowAcceptance(string Workflow, AcceptanceCounts Total, IReadOnlyList<AcceptanceDay> Days);

/// <param name="Day">In UTC.</param>
public sealed record AcceptanceDay(DateOnly Day, AcceptanceCounts Counts);

/// <param name="Unedited">Approved exactly as proposed.</param>
/// <param name="Edited">Approved with changes.</param>
/// <param name="Rejected">Said no to, with a reason.</param>
/// <param name="Expired">Nobody answered in time, whatever followed from it.</param>
public sealed record AcceptanceCounts(int Unedited, int Edited, int Rejected, int Expired)
{
    public static readonly AcceptanceCounts None = new(0, 0, 0, 0);

    /// <summary>Answered by a person; the base of a rate.</summary>
    public int Decided => Unedited + Edited + Rejected;

    public static AcceptanceCounts operator +(AcceptanceCounts one, AcceptanceCounts other) =>
        new(one.Unedited + other.Unedited, one.Edited + other.Edited, one.Rejected + other.Rejected, one.Expired + other.Expired);
}
