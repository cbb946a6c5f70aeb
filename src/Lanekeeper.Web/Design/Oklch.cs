using System.Globalization;
using System.Text.RegularExpressions;

namespace Lanekeeper.Web.Design;

/// <summary>A colour as the tokens write it, and how far two stand apart (WCAG 2.2, relative luminance).</summary>
/// <param name="Lightness">0 to 1.</param>
/// <param name="Hue">In degrees.</param>
internal sealed partial record Oklch(double Lightness, double Chroma, double Hue)
{
    /// <summary>WCAG's luminance, with the channels brought into sRGB.</summary>
    public double Luminance
    {
        get
        {
            var (sin, cos) = Math.SinCos(Hue * Math.PI / 180);
            var (a, b) = (Chroma * cos, Chroma * sin);
            var l = Cube(Lightness + (0.3963377774 * a) + (0.2158037573 * b));
            var m = Cube(Lightness - (0.1055613458 * a) - (0.0638541728 * b));
            var s = Cube(Lightness - (0.0894841775 * a) - (1.2914855480 * b));
            var red = (4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s);
            var green = (-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s);
            var blue = (-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s);
            return (0.2126 * Math.Clamp(red, 0, 1)) + (0.7152 * Math.Clamp(green, 0, 1)) + (0.0722 * Math.Clamp(blue, 0, 1));
        }
    }

    public static Oklch Parse(string text)
    {
        var match = Written().Match(text);
        return match.Success ? new(Number(match, 1) / 100, Number(match, 2), Number(match, 3)) : throw new FormatException($"`{text}` is no colour of the tokens.");
    }

    public double ContrastWith(Oklch other)
    {
        var (one, two) = (Luminance + 0.05, other.Luminance + 0.05);
        return Math.Max(one, two) / Math.Min(one, two);
    }

    private static double Number(Match match, int group) => double.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static double Cube(double value) => value * value * value;

    [GeneratedRegex(@"^oklch\(([\d.]+)% ([\d.]+) ([\d.]+)(?: / [\d.]+)?\)$")]
    private static partial Regex Written();
}
