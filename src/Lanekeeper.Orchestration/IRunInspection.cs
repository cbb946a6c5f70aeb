namespace Lanekeeper.Orchestration;

/// <summary>The door for whoever wants to know why: where a run spent its time and money, and what made a step do what it did.</summary>
public interface IRunInspection
{
    /// <summary>How many runs are open, and how many failed in the last seven days. From indexes alone, however many runs there are.</summary>
    Task<Result<RunStanding>> StandAsync(Actor actor, string? workflow, CancellationToken cancellationToken);

    /// <summary>A run and its steps without what they read and wrote, from that place on, at most <see cref="RunTimeline.Largest"/> of them.</summary>
    Task<Result<RunTimeline>> TimelineAsync(Actor actor, Guid runId, int first, CancellationToken cancellationToken);

    /// <summary>
    /// One step in full, made again from the run's own snapshot and journal: what filled each place of its templates, what was decided and why.
    /// What only reviewers may read (prompts, arguments, what was found, what the step gave) is left out for others, and <see cref="StepExplanation.IsWithheld"/> says so.
    /// </summary>
    Task<Result<StepExplanation>> ExplainAsync(Actor actor, Guid runId, string stepId, CancellationToken cancellationToken);

    /// <summary>The run's input, which may be large; for reviewers.</summary>
    Task<Result<RunInput>> InputAsync(Actor actor, Guid runId, CancellationToken cancellationToken);
}
