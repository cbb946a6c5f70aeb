using Lanekeeper.Project;

namespace Lanekeeper.Ledger;

/// <summary>What is held for a call before the provider is asked, and against which limits; settled when the call ends.</summary>
/// <param name="Usd">The most that it can cost.</param>
/// <param name="Tokens">About what it will take, input and output.</param>
/// <param name="Limits">One for each meter that it counts for.</param>
public sealed record CallHold(decimal Usd, long Tokens, IReadOnlyList<MeterLimits> Limits)
{
    /// <summary>How many of the requests a minute it takes.</summary>
    public int Requests { get; init; } = 1;

    /// <summary>For a further try of the same request, which its app made once.</summary>
    public CallHold Again() => this with { Requests = 0 };

    /// <summary>The names of its meters, as its row keeps them.</summary>
    internal string Meters => string.Join(',', Limits.Select(limits => limits.Meter));
}

/// <summary>What may be taken from one meter; what is <see langword="null"/> is not limited.</summary>
/// <param name="Meter"><c>app:NAME</c> or <c>workflow:NAME</c>.</param>
/// <param name="Concurrent">How many calls may be under way.</param>
/// <param name="UsdPerDay">By UTC days.</param>
public sealed record MeterLimits(string Meter, int? RequestsPerMinute, long? TokensPerMinute, int? Concurrent, decimal? UsdPerDay, decimal? UsdPerMonth)
{
    public static MeterLimits OfApp(string app, LimitDefinition limit) => Of($"app:{app}", limit);

    public static MeterLimits OfWorkflow(string workflow, LimitDefinition limit) => Of($"workflow:{workflow}", limit);

    private static MeterLimits Of(string meter, LimitDefinition limit) =>
        new(meter, limit.RequestsPerMinute, limit.TokensPerMinute, limit.Concurrent, limit.UsdPerDay, limit.UsdPerMonth);
}

/// <summary>What a call took in the end. What is not known counts as it was held.</summary>
public sealed record CallSettlement(decimal? Usd, long? Tokens)
{
    internal static readonly CallSettlement AsHeld = new(null, null);
}
