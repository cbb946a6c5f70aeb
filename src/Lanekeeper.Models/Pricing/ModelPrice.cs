using Lanekeeper.Models.Providing;

namespace Lanekeeper.Models.Pricing;

/// <summary>USD per million tokens. What a table does not price is <see langword="null"/>, never zero.</summary>
/// <param name="UpTo">Input tokens, cached ones included, up to which these prices hold.</param>
internal sealed record ModelPrice(decimal Input, decimal Output, decimal? CacheRead, decimal? CacheWrite5m, decimal? CacheWrite1h, long? UpTo)
{
    public static readonly ModelPrice Free = new(0, 0, 0, 0, 0, null) { Search = 0 };

    /// <summary>What holds for the whole call where it has more input than <see cref="UpTo"/>.</summary>
    public ModelPrice? Above { get; init; }

    public ModelPrice? Batch { get; init; }

    public ModelPrice? Flex { get; init; }

    public ModelPrice? Priority { get; init; }

    /// <summary>USD for one search in the web.</summary>
    public decimal? Search { get; init; }

    /// <returns>The exact cost, or <see langword="null"/> where a count or the price of something counted is unknown.</returns>
    public decimal? CostOf(TokenUsage usage)
    {
        var tokens = usage.Tokens;
        if (tokens.Input is not { } input || tokens.Output is not { } output || usage.HasOtherCosts)
        {
            return null;
        }

        var (read, written) = (tokens.CacheRead ?? 0, tokens.CacheWrite ?? 0);
        var hour = Math.Min(usage.CacheWrite1h, written);
        return Rates(usage.Tier)?.For((decimal)input + read + written) is { } rates
            ? (input * rates.Input + output * rates.Output
                + Part(read, rates.CacheRead) + Part(written - hour, rates.CacheWrite5m) + Part(hour, rates.CacheWrite1h)) / 1_000_000m
                + Part(usage.Searches, Search)
            : null;
    }

    /// <summary>Every token at the dearest rate that may apply to so much input or less. Searches are not in it.</summary>
    /// <param name="tier">The only tier that may apply; <see langword="null"/> for any.</param>
    /// <returns><see langword="null"/> when the tier's prices, or those for so much input, are unknown.</returns>
    public decimal? Ceiling(long input, long output, PriceTier? tier)
    {
        var (most, made) = (Math.Max(0, input), Math.Max(0, output));
        if ((tier is { } only ? Rates(only) : this)?.For(most) is null)
        {
            return null;
        }

        var bands = (tier is { } one ? [Rates(one)] : new[] { this, Batch, Flex, Priority }).OfType<ModelPrice>().SelectMany(rates => rates.Bands(most)).ToList();
        return (most * bands.Max(band => band.DearestInput) + made * bands.Max(band => band.Output)) / 1_000_000m;
    }

    // Where a cache can be written to, an hour in it is at most twice the input, which is what a missing price is taken for here.
    private decimal DearestInput => Math.Max(Input, Math.Max(CacheWrite5m ?? 0, CacheWrite1h ?? (CacheWrite5m is null ? 0 : 2 * Input)));

    private ModelPrice? Rates(PriceTier tier) => tier switch
    {
        PriceTier.Standard => this,
        PriceTier.Batch => Batch,
        PriceTier.Flex => Flex,
        PriceTier.Priority => Priority,
        _ => null,
    };

    private ModelPrice? For(decimal input) => UpTo is { } limit && input > limit ? Above?.For(input) : this;

    // The prices of so much input and of all that is less: a call may turn out shorter than it could have been.
    private IEnumerable<ModelPrice> Bands(decimal input) => UpTo is { } limit && input > limit && Above is { } above ? above.Bands(input).Prepend(this) : [this];

    // A null among the summands makes the sum null: a part without a price leaves the whole unknown.
    private static decimal? Part(long count, decimal? price) => count == 0 ? 0 : count * price;
}
