using System.Text.Json;

namespace Lanekeeper.Orchestration;

/// <summary>The door of runs: starting a workflow, and seeing what becomes of it.</summary>
public interface IRuns
{
    /// <summary>Checks the input, writes run and job in one transaction. The same idempotency key with the same input gives the same run.</summary>
    Task<Result<Run>> StartAsync(Actor actor, StartRun request, CancellationToken cancellationToken);

    /// <summary>What only reviewers may read is left out for others, and <see cref="RunDetail.IsWithheld"/> says so.</summary>
    Task<Result<RunDetail>> GetAsync(Actor actor, Guid id, CancellationToken cancellationToken);

    /// <summary>
    /// Newest first. Each page looks at a bounded number of runs: where what is asked for is rare, a page may have few runs or none, and still a
    /// <see cref="Page{T}.Next"/>, whose id tells (<see cref="Id.TimeOf"/>) how far back it has looked.
    /// </summary>
    Task<Result<Page<Run>>> ListAsync(Actor actor, RunQuery query, PageRequest page, CancellationToken cancellationToken);

    Task<Result<Run>> CancelAsync(Actor actor, Guid id, string? why, CancellationToken cancellationToken);

    /// <summary>Puts a dead or failed run back to work at the step that stopped it. What is done stays done.</summary>
    Task<Result<Run>> ReplayAsync(Actor actor, Guid id, CancellationToken cancellationToken);

    /// <summary>Waits until the run ends or waits for a person, at most as long as asked, and answers with how it stands then.</summary>
    Task<Result<Run>> WaitAsync(Actor actor, Guid id, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>How many runs are in each state, of one workflow or of all. Of days that are over, those that can never run again come from what was counted then.</summary>
    Task<Result<RunCounts>> CountAsync(Actor actor, string? workflow, CancellationToken cancellationToken);

    /// <summary>
    /// Runs by UTC day, of one workflow or of all, from that day to today; at most 400 days. Days that are over are read as counted once, a row each;
    /// today is counted whenever this is asked, which takes about a millisecond for a thousand of today's runs.
    /// </summary>
    Task<Result<RunStats>> StatsAsync(Actor actor, string? workflow, DateOnly since, CancellationToken cancellationToken);

    /// <summary>How it goes: today beside yesterday up to the same time of day, and what failed in the last seven days.</summary>
    Task<Result<RunPulse>> FeelPulseAsync(Actor actor, CancellationToken cancellationToken);
}

/// <param name="IdempotencyKey">At most 200 characters; counts per workflow.</param>
/// <param name="TraceParent">W3C <c>traceparent</c> of the caller.</param>
public sealed record StartRun(string Workflow, JsonElement Input, string? IdempotencyKey = null, string? TraceParent = null);

/// <param name="Outcome">How it ended, in a word: <c>done</c>, <c>routed</c>, <c>rejected</c>, <c>denied</c>, <c>failed</c>, <c>dead</c>, <c>cancelled</c>.</param>
/// <param name="Text">Part of the title, in capitals or not.</param>
/// <param name="StartedBy">An e-mail address; of runs that do not have one, the account's id.</param>
/// <param name="Since">Started then or later.</param>
/// <param name="Until">Started before.</param>
public sealed record RunQuery(
    string? Workflow = null,
    RunState? State = null,
    string? Outcome = null,
    string? Text = null,
    string? StartedBy = null,
    DateTimeOffset? Since = null,
    DateTimeOffset? Until = null)
{
    /// <summary>The longest text that is looked for.</summary>
    public const int LongestText = 200;
}

public sealed record RunCounts(IReadOnlyDictionary<string, long> ByState);

public sealed record Run
{
    public required Guid Id { get; init; }

    public required string Workflow { get; init; }

    public required string Snapshot { get; init; }

    public required RunState State { get; init; }

    /// <summary>One line that names the run.</summary>
    public required string Title { get; init; }

    public required string TraceId { get; init; }

    /// <summary>The id of the account.</summary>
    public required string StartedBy { get; init; }

    /// <summary>Who that is: an e-mail address, as it was then. Older runs do not have it.</summary>
    public string? StartedByName { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The step it is at, or that stopped it.</summary>
    public string? StepId { get; init; }

    /// <summary>How it ended, in a word: <c>done</c>, <c>routed</c>, <c>rejected</c>, <c>denied</c>.</summary>
    public string? Outcome { get; init; }

    /// <summary>Why it stopped, when it failed or died.</summary>
    public Problem? Problem { get; init; }

    /// <summary>What it waits for.</summary>
    public Guid? ApprovalId { get; init; }
}

public enum RunState
{
    Queued,
    Running,

    /// <summary>For a person; no worker is held.</summary>
    Waiting,

    Succeeded,

    /// <summary>For good: the same again would fail again.</summary>
    Failed,

    /// <summary>A dead letter: transient failures used up every attempt. Replay it when the cause is gone.</summary>
    Dead,

    Cancelled,
}

public sealed record RunDetail(Run Run, JsonElement Input, IReadOnlyList<StepRecord> Steps)
{
    /// <summary>Whether the input and what the steps gave were left out because the caller may not read them.</summary>
    public bool IsWithheld { get; init; }

    /// <summary>Of a run that models keep waiting, or stopped.</summary>
    public RunAttempts? Attempts { get; init; }
}

/// <summary>One step of a run as journaled.</summary>
public sealed record StepRecord
{
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

    /// <summary>The permission decision of a tool step, in words.</summary>
    public string? Explanation { get; init; }

    public Problem? Problem { get; init; }
}

public enum StepState
{
    Done,
    Skipped,
    Waiting,
    Rejected,
    Denied,
    Routed,
    Failed,
}
