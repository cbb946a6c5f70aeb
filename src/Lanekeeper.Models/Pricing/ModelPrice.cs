using Lanekeeper.Models.Providing;

namespace Lanekeeper.Models.Pricing;

/// <summary>USD per million tokens. What a table does not price is <see langword="null"/>, never zero.</summary>
/// <param name="UpTo">Input tokens, cached ones included, up to which these prices hold.</param>
internal sealed record ModelPrice(decimal Input, decimal Output, decimal? CacheRead, decimal? CacheWrite5m, decimal? CacheWrite1h, long? UpTo)
{
    public static readonly ModelPrice Free = new(0, 0, 0, 0, 0, null);

    /// <returns>The exact cost, or <see langword="null"/> where a count or the price of something counted is unknown.</returns>
    public decimal? CostOf(TokenUsage usage)
    {
        var tokens = usage.Tokens;
        if (tokens.Input is not { } input || tokens.Output is not { } output)
        {
            return null;
        }

        var (read, written) = (tokens.CacheRead ?? 0, tokens.CacheWrite ?? 0);
        var hour = Math.Min(usage.CacheWrite1h, written);
        return UpTo is { } limit && input + read + written > limit
            ? null
            : (input * Input + output * Output + Part(read, CacheRead) + Part(written - hour, CacheWrite5m) + Part(hour, CacheWrite1h)) / 1_000_000m;
    }

    // A null among the summands makes the sum null: a part without a price leaves the whole unknown.
    private static decimal? Part(long tokens, decimal? price) => tokens == 0 ? 0 : tokens * price;
}
