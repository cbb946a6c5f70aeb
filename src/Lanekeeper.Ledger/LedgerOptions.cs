namespace Lanekeeper.Ledger;

/// <summary>The settings of this room.</summary>
public sealed record LedgerOptions
{
    /// <summary>The data folder of this program, the same in each of its lives; one process at a time holds it.</summary>
    public required Guid Node { get; init; }

    /// <summary>This life of the program.</summary>
    public required Guid Process { get; init; }

    /// <summary>A request that is longer is refused; a response that is longer is cut, and its full length kept.</summary>
    public int LargestBody { get; init; } = 32 * 1024 * 1024;

    /// <summary>How many rows of one kind may wait to be written.</summary>
    public int Capacity { get; init; } = 10_000;

    /// <summary>How many rows of one kind are committed together at most.</summary>
    public int LargestBatch { get; init; } = 500;

    /// <summary>How long a caller waits for room in a full queue before it is told to come back later.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The folder where rows of calls wait while the database is away; without one they are refused then.</summary>
    public string? Spool { get; init; }

    /// <summary>Bytes that may wait there; beyond, calls are refused.</summary>
    public long LargestSpool { get; init; } = 1024L * 1024 * 1024;

    /// <summary>How much of each budget this process may spend while nobody can be asked what others spend.</summary>
    public decimal AwayShare { get; init; } = 0.1m;

    /// <summary>How often calls are looked for that nobody came to close.</summary>
    public TimeSpan SweepEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a process must not have been heard of until the others give its calls up.</summary>
    public TimeSpan SilentAfter { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>How often failures are held against the project's alarms.</summary>
    public TimeSpan FailuresEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long after its deadline a call is given up.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>For how many months, this one included, partitions are kept ready.</summary>
    public int MonthsReady { get; init; } = 3;

    /// <summary>How long an <c>Idempotency-Key</c> gets its answer again.</summary>
    public TimeSpan AnswersKept { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long an <c>Idempotency-Key</c> is known, and refused once its answer is gone.</summary>
    public TimeSpan KeysKept { get; init; } = TimeSpan.FromHours(48);

    /// <summary>A longer answer is not kept to be given again.</summary>
    public int LargestKept { get; init; } = 4 * 1024 * 1024;
}
