namespace Lanekeeper.Orchestration;

/// <summary>How it stands with the step that a run is at, or that stopped it: what models were asked, what came back last, and what comes next.</summary>
public sealed record RunAttempts
{
    public required string StepId { get; init; }

    /// <summary>Which try of the step is under way, or was the last.</summary>
    public required int Try { get; init; }

    /// <summary>With how many the run is given up.</summary>
    public required int MostTries { get; init; }

    /// <summary>How many requests were made to models for the step, in all its tries.</summary>
    public int Requests { get; init; }

    /// <summary>The model that was asked last, by its provider and pinned id; <see langword="null"/> where none was.</summary>
    public string? Model { get; init; }

    public string? Route { get; init; }

    /// <summary>The request that waits for its answer.</summary>
    public OpenRequest? Open { get; init; }

    public FailedRequest? LastFailure { get; init; }

    /// <summary>Until when the try that is under way may go on asking this model.</summary>
    public DateTimeOffset? GivesUpAt { get; init; }

    /// <summary>When the step is tried again, as soon as a worker is free; <see langword="null"/> while it is being tried, and when it never will be.</summary>
    public DateTimeOffset? NextTryAt { get; init; }

    /// <summary>What to do, of a run that models stopped; <see langword="null"/> where its problem says it.</summary>
    public string? Advice { get; init; }
}

public sealed record OpenRequest(Guid CallId, DateTimeOffset Since);

/// <param name="Code">Of the <see cref="Problem"/> that it was.</param>
/// <param name="Words">The same in a word or two.</param>
/// <param name="HttpStatus">What the provider answered; <see langword="null"/> when nothing came.</param>
public sealed record FailedRequest(Guid CallId, string Model, string Code, string Words, int? HttpStatus, DateTimeOffset At);
