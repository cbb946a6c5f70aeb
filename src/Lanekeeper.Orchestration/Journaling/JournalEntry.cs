using Lanekeeper.Orchestration.Storing;

namespace Lanekeeper.Orchestration.Journaling;

/// <summary>One write of one run: a step's result, and where that leaves the run and its job.</summary>
internal sealed record JournalEntry
{
    public required Guid RunId { get; init; }

    /// <summary>The lease under which this was done; a write under a lease that was lost changes nothing.</summary>
    public required long Fence { get; init; }

    public StepRow? Step { get; init; }

    public required RunState State { get; init; }

    public string? StepId { get; init; }

    public string? Outcome { get; init; }

    public Problem? Problem { get; init; }

    public Guid? ApprovalId { get; init; }

    public required long WorkingMs { get; init; }

    public required int Failures { get; init; }

    public required JobMove Move { get; init; }

    /// <summary>For <see cref="JobMove.Delay"/>.</summary>
    public DateTimeOffset? DueAt { get; init; }
}

/// <summary>What becomes of the job.</summary>
internal enum JobMove
{
    /// <summary>The worker goes on with it.</summary>
    Keep,

    /// <summary>Later again.</summary>
    Delay,

    /// <summary>Until a person has decided.</summary>
    Park,

    /// <summary>The run is over.</summary>
    Finish,
}

/// <param name="Held">Whether the lease still held, and so whether anything was written.</param>
/// <param name="CancelRequested">Whether somebody wants the run to stop.</param>
internal sealed record JournalReceipt(bool Held, bool CancelRequested);
