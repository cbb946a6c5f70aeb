using Lanekeeper.Ledger;
using Lanekeeper.Project;

namespace Lanekeeper.Models.Calling;

/// <summary>What a call holds of the limits of its app and of its workflow.</summary>
internal static class Holds
{
    /// <param name="name">How the call's model is named to whoever made it.</param>
    /// <param name="usd">The most that it can cost; <see langword="null"/> when that is not known.</param>
    /// <returns><see langword="null"/> in the result where nothing is limited.</returns>
    public static Result<Held> Of(string name, IReadOnlyList<MeterLimits> limits, long tokens, decimal? usd) =>
        limits.Count == 0 ? new Held(null)
        : usd is null && limits.Any(limit => limit.UsdPerDay is not null || limit.UsdPerMonth is not null) ? ModelProblems.Unpriced(name)
        : new Held(new CallHold(usd ?? 0, tokens, limits));

    public static IReadOnlyList<MeterLimits> Limits(params IEnumerable<(string Meter, LimitDefinition? Limit)> all) =>
        [.. all.Where(each => each.Limit is not null).Select(each => Limit(each.Meter, each.Limit!))];

    public static string AppMeter(string app) => $"app:{app}";

    public static string WorkflowMeter(string workflow) => $"workflow:{workflow}";

    private static MeterLimits Limit(string meter, LimitDefinition limit) =>
        new(meter, limit.RequestsPerMinute, limit.TokensPerMinute, limit.Concurrent, limit.UsdPerDay, limit.UsdPerMonth);
}

internal sealed record Held(CallHold? Hold);
