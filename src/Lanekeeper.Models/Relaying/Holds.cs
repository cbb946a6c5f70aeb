using Lanekeeper.Ledger;
using Lanekeeper.Models.Wire;
using Lanekeeper.Project;

namespace Lanekeeper.Models.Relaying;

/// <summary>What a call holds of the limits of its app and of its workflow.</summary>
internal static class Holds
{
    // Rarely does a token stand for less; what a call really took is settled when it ends.
    private const int BytesOfToken = 3;

    /// <returns><see langword="null"/> in the result where nothing is limited.</returns>
    public static Result<Held> Of(ProjectDefinition project, string app, string workflow, RelayCall call, RequestFacts facts, Target target, Func<long, long, decimal?> ceiling)
    {
        var limits = new[] { Limit($"app:{app}", project.AppLimits.GetValueOrDefault(app)), Limit($"workflow:{workflow}", project.WorkflowLimits.GetValueOrDefault(workflow)) }
            .OfType<MeterLimits>()
            .ToList();
        if (limits.Count == 0 || call.Kind == WireKind.CountTokens)
        {
            return new Held(null);
        }

        var input = (call.Body.Length / BytesOfToken) + 1;
        var output = call.Kind == WireKind.Embeddings ? 0 : facts.MaxOutputTokens ?? target.Model.MaxOutputTokens;
        var usd = ceiling(input, output);
        return usd is null && limits.Any(limit => limit.UsdPerDay is not null || limit.UsdPerMonth is not null)
            ? ModelProblems.Unpriced(target.Route)
            : new Held(new CallHold(usd ?? 0, input + output, limits));
    }

    private static MeterLimits? Limit(string meter, LimitDefinition? limit) =>
        limit is null ? null : new(meter, limit.RequestsPerMinute, limit.TokensPerMinute, limit.Concurrent, limit.UsdPerDay, limit.UsdPerMonth);
}

internal sealed record Held(CallHold? Hold);
