using Lanekeeper.Ledger;

namespace Lanekeeper.Web.Limits;

internal static class LimitWords
{
    public static string Name(LimitKind kind) => kind switch
    {
        LimitKind.RequestsPerMinute => "Requests a minute",
        LimitKind.TokensPerMinute => "Tokens a minute",
        LimitKind.Concurrent => "Calls at once",
        LimitKind.UsdPerDay => "USD a day",
        _ => "USD a month",
    };

    public static Controls.Tone Tone(LimitFigure limit) => limit.IsFull ? Controls.Tone.Bad : limit.IsNear ? Controls.Tone.Warn : Controls.Tone.Neutral;

    /// <summary>Cut off and not rounded: what is not all used up is never 100 %.</summary>
    public static string Percent(decimal share) => $"{Controls.Numbers.Whole((long)Math.Floor(share * 100))} %";

    /// <summary>To the cent; parts of one where there is no more.</summary>
    public static string Usd(decimal usd) => usd is > 0 and < 0.01m ? $"${Controls.Numbers.Usd(usd)}" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"${usd:N2}");

    public static string Amount(LimitFigure limit, decimal amount) => limit.IsBudget ? Usd(amount) : Controls.Numbers.Whole((long)amount);

    /// <summary>What follows <c>3 of 20</c>.</summary>
    public static string Span(LimitKind kind) => kind switch
    {
        LimitKind.Concurrent => "under way",
        LimitKind.UsdPerDay => "today",
        LimitKind.UsdPerMonth => "this month",
        _ => "",
    };
}
