using Lanekeeper.Ledger;

namespace Lanekeeper.Models.Providing;

/// <summary>Tokens, and what a price needs beside them.</summary>
/// <param name="CacheWrite1h">Of the cache writes, those kept for an hour, which cost more.</param>
/// <param name="OtherTier">Billed by another tier than the standard one, whose prices the list does not hold.</param>
internal sealed record TokenUsage(CallUsage Tokens, long CacheWrite1h = 0, bool OtherTier = false)
{
    public static readonly TokenUsage Unknown = new(CallUsage.Unknown);
    public static readonly TokenUsage None = new(new CallUsage(0, 0, 0, 0, 0));
}
