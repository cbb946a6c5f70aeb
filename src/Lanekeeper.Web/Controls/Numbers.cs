using System.Globalization;

namespace Lanekeeper.Web.Controls;

/// <summary>Figures as a column wants them: few digits, the unit apart.</summary>
public static class Numbers
{
    private const int Thousand = 1_000;
    private const int Minute = 60;
    private const int Hour = 60;
    private const int Day = 24;

    public static string Whole(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>USD with as many digits as it takes to tell it from nothing.</summary>
    public static string Usd(decimal usd) => Math.Abs(usd) switch
    {
        0 => "0",
        >= 1 => Write(usd, "N2"),
        >= 0.001m => Write(usd, "0.0000"),
        >= 0.000001m => Write(usd, "0.000000"),
        _ => "<0.000001",
    };

    /// <summary>The figures and units of a stretch of time: <c>840 ms</c>, <c>1.24 s</c>, <c>3 min 12 s</c>, <c>5 h 12 min</c>, <c>3 d 4 h</c>.</summary>
    public static IReadOnlyList<(string Figure, string Unit)> Time(double milliseconds)
    {
        var (ms, seconds) = (Math.Max(0, milliseconds), Math.Max(0, milliseconds) / Thousand);
        if (ms < 999.5)
        {
            return [(Write(ms, ms < 9.95 ? "0.#" : "0"), "ms")];
        }

        if (seconds < 59.95)
        {
            return [(Write(seconds, seconds < 9.995 ? "0.00" : "0.0"), "s")];
        }

        var whole = (long)Math.Round(seconds);
        return whole < Minute * Hour ? Two(whole / Minute, "min", whole % Minute, "s")
            : whole < Minute * Hour * Day ? Two(whole / (Minute * Hour), "h", whole / Minute % Hour, "min")
            : Two(whole / (Minute * Hour * Day), "d", whole / (Minute * Hour) % Day, "h");
    }

    /// <summary>The same in one word.</summary>
    public static string Say(double milliseconds) => string.Join(' ', Time(milliseconds).Select(part => $"{part.Figure} {part.Unit}"));

    private static IReadOnlyList<(string Figure, string Unit)> Two(long large, string largeUnit, long small, string smallUnit) =>
        small == 0 ? [(Whole(large), largeUnit)] : [(Whole(large), largeUnit), (Whole(small), smallUnit)];

    private static string Write<T>(T number, string format)
        where T : IFormattable => number.ToString(format, CultureInfo.InvariantCulture);
}
