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

    public static IReadOnlyList<MeterLimits> OfWorkflow(string workflow, LimitDefinition? limit) => limit is null ? [] : [MeterLimits.OfWorkflow(workflow, limit)];

    public static IReadOnlyList<MeterLimits> OfApp(string app, LimitDefinition? limit) => limit is null ? [] : [MeterLimits.OfApp(app, limit)];
}

internal sealed record Held(CallHold? Hold);
