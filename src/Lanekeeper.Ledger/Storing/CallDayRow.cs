namespace Lanekeeper.Ledger.Storing;

/// <summary>The calls of a day, of one workflow or of <see cref="All"/>, to one model or to <see cref="All"/>.</summary>
internal sealed record CallDayRow
{
    public const string All = "";

    public required DateOnly Day { get; init; }

    public required string Workflow { get; init; }

    public required string Model { get; init; }

    public long Calls { get; init; }

    public long Failed { get; init; }

    public long InputTokens { get; init; }

    public long OutputTokens { get; init; }

    public decimal CostUsd { get; init; }

    public long UnknownCost { get; init; }

    public double? P50Ms { get; init; }

    public double? P95Ms { get; init; }

    public CallDay ToDay() => new(Day)
    {
        Calls = Calls,
        Failed = Failed,
        InputTokens = InputTokens,
        OutputTokens = OutputTokens,
        CostUsd = CostUsd,
        UnknownCost = UnknownCost,
        P50Ms = P50Ms,
        P95Ms = P95Ms,
    };
}
