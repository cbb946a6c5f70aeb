using Lanekeeper.Models.Providing;
using Lanekeeper.Project;

namespace Lanekeeper.Models.Pricing;

/// <summary>What one call may cost: the list's version is known before it, the cost after it.</summary>
/// <param name="Version"><see langword="null"/> when the asked model's price is unknown.</param>
internal sealed record CallPrice(string? Version, Func<string?, TokenUsage, decimal?> CostOf)
{
    private static readonly CallPrice Baseline = new("baseline-free", static (_, usage) => ModelPrice.Free.CostOf(usage));

    public static CallPrice Of(PriceList prices, ModelDefinition model, string provider)
    {
        if (model.Provider == ModelProvider.Baseline)
        {
            return Baseline;
        }

        return prices.Find(provider, model.Model) is null
            ? new CallPrice(null, static (_, _) => null)
            : new CallPrice(prices.Version, (served, usage) => usage.OtherTier ? null : prices.Find(provider, model.Model, served)?.CostOf(usage));
    }
}
