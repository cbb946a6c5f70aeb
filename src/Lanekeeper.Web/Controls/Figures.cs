using System.Globalization;
using System.Text.Json;
using Lanekeeper.Permissions;

namespace Lanekeeper.Web.Controls;

/// <summary>Numbers and words of the vocabulary as text.</summary>
public static class Figures
{
    public static string Count(double number) => number.ToString("#,0.##", CultureInfo.InvariantCulture);

    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} %");

    public static string Usd(decimal usd) => $"{Numbers.Usd(usd)} USD";

    /// <summary>For the axis of a chart: no digit that says nothing.</summary>
    public static string AxisUsd(double usd) => string.Create(CultureInfo.InvariantCulture, $"{usd:#,0.######} USD");

    public static string AxisTime(double milliseconds) => milliseconds switch
    {
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.#} ms"),
        < 60_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1_000:0.##} s"),
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
}
