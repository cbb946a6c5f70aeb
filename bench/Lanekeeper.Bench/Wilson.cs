namespace Lanekeeper.Bench;

/// <summary>A share of successes with its 95 % interval (Wilson 1927).</summary>
internal readonly record struct Wilson(int Right, int Total)
{
    private const double Z = 1.959964;

    public double Share => Total == 0 ? 0 : (double)Right / Total;

    public double Low => Centre - Reach;

    public double High => Centre + Reach;

    private double Centre => (Share + Z * Z / (2 * Total)) / (1 + Z * Z / Total);

    private double Reach => Z / (1 + Z * Z / Total) * Math.Sqrt(Share * (1 - Share) / Total + Z * Z / (4.0 * Total * Total));

    public override string ToString() => FormattableString.Invariant($"{Share:F4} [{Low:F4}, {High:F4}]");
}
