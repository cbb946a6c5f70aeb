using Lanekeeper.Ledger;
using Lanekeeper.Models.Pricing;

namespace Lanekeeper.Models.Providing;

/// <summary>Tokens, and what a price needs beside them.</summary>
/// <param name="CacheWrite1h">Of the cache writes, those kept for an hour, which cost more.</param>
/// <param name="HasOtherCosts">Billed by something that no list holds: sound, tools at the provider, a faster mode, a region.</param>
/// <param name="Searches">Searches in the web, billed each.</param>
internal sealed record TokenUsage(
    CallUsage Tokens, long CacheWrite1h = 0, PriceTier Tier = PriceTier.Standard, bool HasOtherCosts = false, long Searches = 0)
{
    public static readonly TokenUsage Unknown = new(CallUsage.Unknown);
    public static readonly TokenUsage None = new(new CallUsage(0, 0, 0, 0, 0));
}
