namespace Lanekeeper.Kernel;

/// <summary>A share of successes with its 95 % score interval (E. B. Wilson, JASA 22, 1927), which stays honest for small samples and near 0 and 1.</summary>
public sealed record Wilson(int Correct, int Total, double Value, double Low, double High)
{
    private const double Z = 1.959963984540054;

    public static Wilson Of(int correct, int total)
    {
        if (total == 0)
        {
            return new(0, 0, 0, 0, 1);
        }

        var (n, p) = ((double)total, (double)correct / total);
        var spread = 1 + (Z * Z / n);
        var centre = (p + (Z * Z / (2 * n))) / spread;
        var half = Z * Math.Sqrt((p * (1 - p) / n) + (Z * Z / (4 * n * n))) / spread;
        return new(correct, total, Math.Round(p, 4), Math.Round(Math.Max(0, centre - half), 4), Math.Round(Math.Min(1, centre + half), 4));
    }
}
