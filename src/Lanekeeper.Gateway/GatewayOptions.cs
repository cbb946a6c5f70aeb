namespace Lanekeeper.Gateway;

/// <summary>The settings of this face.</summary>
public sealed record GatewayOptions
{
    private const long Mebi = 1024 * 1024;

    /// <summary>Bytes that the bodies of apps' requests may take together while they are under way; who comes then waits, and is told after a while to come again.</summary>
    public long RequestMemory { get; init; } = Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 16, 64 * Mebi, 256 * Mebi);
}
