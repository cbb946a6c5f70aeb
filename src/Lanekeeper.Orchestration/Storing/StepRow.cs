using System.Text.Json;

namespace Lanekeeper.Orchestration.Storing;

/// <summary>A step as journaled.</summary>
internal sealed record StepRow
{
    public Guid RunId { get; init; }

    public required int Seq { get; init; }

    public required string Id { get; init; }

    public required string Kind { get; init; }

    public required StepState State { get; init; }

    public required int Attempts { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public JsonElement? Output { get; init; }

    public double? Confidence { get; init; }

    public Guid? CallId { get; init; }

    public Guid? ActionId { get; init; }

    public Guid? ApprovalId { get; init; }

    public string? Explanation { get; init; }

    public JsonElement? Problem { get; init; }

    public DateTimeOffset? WaitingSince { get; init; }

    public DateTimeOffset? WaitedUntil { get; init; }

    public StepRecord ToRecord() => new()
    {
        Id = Id,
        Kind = Kind,
        State = State,
        Attempts = Attempts,
        StartedAt = StartedAt,
        EndedAt = EndedAt,
        Output = Output,
        Confidence = Confidence,
        CallId = CallId,
        ActionId = ActionId,
        ApprovalId = ApprovalId,
        Explanation = Explanation,
        Problem = ProblemJson.Read(Problem),
    };
}
