namespace Lanekeeper.Orchestration.Storing;

/// <summary>The runs of a day, of one workflow or of <see cref="All"/>.</summary>
internal sealed record RunDayRow
{
    public const string All = "";

    public required DateOnly Day { get; init; }

    public required string Workflow { get; init; }

    public long Started { get; init; }

    public long Succeeded { get; init; }

    public long Failed { get; init; }

    public long Dead { get; init; }

    public long Cancelled { get; init; }

    public double? P50Ms { get; init; }

    public double? P95Ms { get; init; }

    public double? WorkingP50Ms { get; init; }

    public double? WorkingP95Ms { get; init; }

    public RunDay ToDay() => new(Day)
    {
        Started = Started,
        Succeeded = Succeeded,
        Failed = Failed,
        Dead = Dead,
        Cancelled = Cancelled,
        P50Ms = P50Ms,
        P95Ms = P95Ms,
        WorkingP50Ms = WorkingP50Ms,
        WorkingP95Ms = WorkingP95Ms,
    };
}
