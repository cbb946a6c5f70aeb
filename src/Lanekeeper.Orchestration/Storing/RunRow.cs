using System.Text.Json;

namespace Lanekeeper.Orchestration.Storing;

/// <summary>A run as stored.</summary>
internal sealed record RunRow
{
    public required Guid Id { get; init; }

    public required string Workflow { get; init; }

    public required string Snapshot { get; init; }

    public required RunState State { get; init; }

    public required string Title { get; init; }

    public required string TraceId { get; init; }

    public required string StartedBy { get; init; }

    public string? StartedByName { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public long WorkingMs { get; init; }

    public string? StepId { get; init; }

    public string? Outcome { get; init; }

    public JsonElement? Problem { get; init; }

    public Guid? ApprovalId { get; init; }

    public DateTimeOffset? CancelRequestedAt { get; init; }

    public required string InputDigest { get; init; }

    public JsonElement Input { get; init; }

    public Run ToRun() => new()
    {
        Id = Id,
        Workflow = Workflow,
        Snapshot = Snapshot,
        State = State,
        Title = Title,
        TraceId = TraceId,
        StartedBy = StartedBy,
        StartedByName = StartedByName,
        CreatedAt = CreatedAt,
        EndedAt = EndedAt,
        StepId = StepId,
        Outcome = Outcome,
        Problem = ProblemJson.Read(Problem),
        ApprovalId = ApprovalId,
    };
}
