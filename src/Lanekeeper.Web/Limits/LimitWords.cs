using Lanekeeper.Ledger;

namespace Lanekeeper.Web.Limits;

internal static class LimitWords
{
    private const int Cents = 100;

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

    /// <summary>To the cent; in parts of one where less than a dollar does not come to whole ones. Cut off like the share beside it.</summary>
    public static string Usd(decimal usd) => usd switch
    {
        > 0 and < 0.000001m => "<$0.000001",
        < 0.001m when !IsWhole(usd) => $"${Controls.Numbers.Usd(Cut(usd, 1_000_000))}",
        < 1 when !IsWhole(usd) => $"${Controls.Numbers.Usd(Cut(usd, 10_000))}",
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"${Cut(usd, Cents):N2}"),
    };

    public static string Amount(LimitFigure limit, decimal amount) => limit.IsBudget ? Usd(amount) : Controls.Numbers.Whole((long)amount);

    /// <summary>What follows <c>3 of 20</c>.</summary>
    public static string Span(LimitKind kind) => kind switch
    {
        LimitKind.Concurrent => "under way",
        LimitKind.UsdPerDay => "today",
        LimitKind.UsdPerMonth => "this month",
        _ => "",
    };

    private static bool IsWhole(decimal usd) => Cut(usd, Cents) == usd;

    private static decimal Cut(decimal usd, int parts) => Math.Floor(usd * parts) / parts;
}
