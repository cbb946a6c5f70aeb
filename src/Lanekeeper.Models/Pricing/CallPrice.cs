using Lanekeeper.Models.Providing;
using Lanekeeper.Models.Wire;
using Lanekeeper.Project;

namespace Lanekeeper.Models.Pricing;

/// <summary>What one call may cost: the list's version and a ceiling are known before it, the cost after it.</summary>
internal sealed class CallPrice
{
    // Where such a price stands.
    private const string Declared = "lanekeeper.yaml";

    private readonly Func<string?, ModelPrice?> _find;

    private CallPrice(string? version, Func<string?, ModelPrice?> find) => (Version, _find) = (version, find);

    /// <summary><see langword="null"/> when the asked model's price is unknown.</summary>
    public string? Version { get; }

    private static CallPrice Baseline { get; } = new("baseline-free", static _ => ModelPrice.Free);

    public static CallPrice Of(PriceList prices, ModelDefinition model, string provider) =>
        model.Provider == ModelProvider.Baseline ? Baseline
        : model.Price is { } declared ? Of(prices, provider, model.Model, declared)
        : Of(prices, provider, model.Model);

    // What is declared holds for whatever the server calls the model it serves, but for another model of the list.
    private static CallPrice Of(PriceList prices, string provider, string asked, PriceDefinition declared)
    {
        var price = new ModelPrice(declared.Input, declared.Output, declared.CacheRead, declared.CacheWrite5m, declared.CacheWrite1h, null);
        return new(Declared, served => served is null || PriceList.IsSame(served, asked) ? price : prices.Find(provider, served) ?? price);
    }

    public static CallPrice Of(PriceList prices, string provider, string asked) =>
        prices.Find(provider, asked) is null
            ? new CallPrice(null, static _ => null)
            : new CallPrice(prices.Version, served => prices.Find(provider, asked, served));

    /// <returns>The exact cost; <see langword="null"/> where the served model's price or a count is unknown.</returns>
    public decimal? CostOf(string? served, TokenUsage usage) => _find(served)?.CostOf(usage);

    /// <summary>Each model's part at its own price.</summary>
    /// <returns>The exact sum; <see langword="null"/> where a part is unknown, or all of it.</returns>
    public decimal? CostOf(string? served, IReadOnlyList<ModelUsage> usages)
    {
        decimal? cost = usages.Count == 0 ? null : 0;
        foreach (var (model, usage) in usages)
        {
            cost += CostOf(model ?? served, usage);
        }

        return cost;
    }

    /// <summary>The most that a call to the asked model can cost, for a reservation: every token at the dearest rate that may apply to it.</summary>
    /// <param name="tier">The only tier that the call can be billed by; <see langword="null"/> when the provider may choose.</param>
    /// <returns><see langword="null"/> when a price is unknown.</returns>
    public decimal? Ceiling(long inputTokensAtMost, long maxOutputTokens, PriceTier? tier = null) =>
        _find(null)?.Ceiling(inputTokensAtMost, maxOutputTokens, tier);
}
