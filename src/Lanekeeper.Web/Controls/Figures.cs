using System.Globalization;
using System.Text.Json;
using Lanekeeper.Permissions;

namespace Lanekeeper.Web.Controls;

/// <summary>Numbers and words of the vocabulary as text.</summary>
public static class Figures
{
    public static string Count(double number) => number.ToString("#,0.##", CultureInfo.InvariantCulture);

    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} %");

    /// <summary>With as many digits as are needed to see something.</summary>
    public static string Usd(double usd) => $"{Money((decimal)Math.Clamp(usd, -1e15, 1e15))} USD";

    public static string Usd(decimal usd) => $"{Money(usd)} USD";

    public static string Time(double milliseconds) => milliseconds switch
    {
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0} ms"),
        < 60_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1_000:0.#} s"),
        < 3_600_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 60_000:0.#} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 3_600_000:#,0.#} h"),
    };

    /// <summary><c>execute with approval</c>.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()).Replace('_', ' ');

    /// <summary>What becomes of a tool call, for a person.</summary>
    public static (string Word, Tone Tone) Verdict(Verdict verdict) => verdict switch
    {
        Permissions.Verdict.Allow => ("done by itself", Tone.Good),
        Permissions.Verdict.Approve => ("a person decides", Tone.Waiting),
        Permissions.Verdict.Recommend => ("only recommended", Tone.Warn),
        _ => ("denied", Tone.Bad),
    };

    /// <summary>The first digits of a hash, enough to know it again.</summary>
    public static string Digits(string hash) => hash.Replace("sha256:", "", StringComparison.Ordinal) is var digits && digits.Length > 10 ? digits[..10] : digits;

    private static string Money(decimal usd) => usd.ToString(Math.Abs(usd) is > 0 and < 1 ? "0.00####" : "#,0.00", CultureInfo.InvariantCulture);
}
