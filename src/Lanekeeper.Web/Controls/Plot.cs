using System.Globalization;
using System.Text;

namespace Lanekeeper.Web.Controls;

/// <summary>Numbers to the geometry of a chart, in a box of 1,000 by 100 units that is stretched to its place.</summary>
internal static class Plot
{
    public const double Width = 1_000;
    public const double Height = 100;

    /// <summary>The least round number that is not below: 1, 2, 4, 6 or 8 times a power of ten, whose half is short too.</summary>
    public static double RoundUp(double value)
    {
        if (value <= 0 || !double.IsFinite(value))
        {
            return 1;
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        foreach (var step in (ReadOnlySpan<double>)[1, 2, 4, 6, 8])
        {
            if (value <= step * power * (1 + 1e-9))
            {
                return step * power;
            }
        }

        return 10 * power;
    }

    public static double X(int index, int count) => count <= 1 ? Width / 2 : index * Width / (count - 1);

    public static double Y(double value, double top) => Height - (Math.Clamp(value / top, 0, 1) * Height);

    /// <summary>A path through what is known; a day without a value is a gap.</summary>
    public static string Line(IReadOnlyList<double?> values, double top)
    {
        var path = new StringBuilder();
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is { } value)
            {
                path.Append(Has(values, i - 1) ? 'L' : 'M').Append(At(X(i, values.Count), Y(value, top)));
            }
        }

        return path.ToString();
    }

    /// <summary>The values between two gaps, of which a line shows nothing: a dot each, round at its caps.</summary>
    public static string Dots(IReadOnlyList<double?> values, double top)
    {
        var path = new StringBuilder();
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is { } value && !Has(values, i - 1) && !Has(values, i + 1))
            {
                path.Append('M').Append(At(X(i, values.Count), Y(value, top))).Append("h0.01");
            }
        }

        return path.ToString();
    }

    /// <summary>The areas between a lower and an upper bound, one for each stretch of days that have both.</summary>
    public static string Band(IReadOnlyList<(double Low, double High)?> bounds, double top)
    {
        var path = new StringBuilder();
        for (var start = 0; start < bounds.Count; start++)
        {
            var end = start;
            while (end < bounds.Count && bounds[end] is not null)
            {
                end++;
            }

            if (end > start)
            {
                Area(path, bounds, start, end, top);
            }

            start = end;
        }

        return path.ToString();
    }

    public static string Say(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static bool Has(IReadOnlyList<double?> values, int index) => index >= 0 && index < values.Count && values[index] is not null;

    private static string At(double x, double y) => $"{Say(x)} {Say(y)}";

    // A day alone has a width too, or its interval could not be seen.
    private static void Area(StringBuilder path, IReadOnlyList<(double Low, double High)?> bounds, int start, int end, double top)
    {
        var (count, aside) = (bounds.Count, end - start == 1 ? Width / bounds.Count / 3 : 0);
        var stretch = Enumerable.Range(start, end - start).Select(i => (X: X(i, count), Bound: bounds[i]!.Value)).ToList();
        List<(double X, double Y)> upper = [(stretch[0].X - aside, stretch[0].Bound.High), .. stretch.Select(one => (one.X, one.Bound.High)), (stretch[^1].X + aside, stretch[^1].Bound.High)];
        List<(double X, double Y)> lower = [(stretch[0].X - aside, stretch[0].Bound.Low), .. stretch.Select(one => (one.X, one.Bound.Low)), (stretch[^1].X + aside, stretch[^1].Bound.Low)];
        path.Append('M').AppendJoin('L', upper.Concat(lower.AsEnumerable().Reverse()).Select(corner => At(corner.X, Y(corner.Y, top)))).Append('Z');
    }
}
