using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Lanekeeper.Models.Baseline.Extracting;

/// <summary>How texts write currencies. "$" alone is taken for US dollars and "¥" for yen; "kr" says that it is money, but not whose.</summary>
internal static partial class Currencies
{
    private const string Unknown = "?";

    private static readonly FrozenDictionary<string, string> Signs = """
        USD $ US$ dollar dollars | EUR € euro euros | GBP £ pounds quid | JPY ¥ yen | INR ₹ Rs rupees | RUB ₽ | TRY ₺ | KRW ₩ | ILS ₪ | UAH ₴
        AUD A$ AU$ | CAD C$ CA$ | SGD S$ | HKD HK$ | NZD NZ$ | BRL R$ | PLN zł | CZK Kč | HUF Ft | MYR RM | ? kr
        """.Split(['|', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(' '))
        .SelectMany(words => words.Skip(1).Select(sign => (Sign: sign, Code: words[0])))
        .ToFrozenDictionary(pair => pair.Sign, pair => pair.Code, StringComparer.OrdinalIgnoreCase);

    private const string Codes =
        "USD|EUR|GBP|JPY|CHF|CAD|AUD|NZD|SGD|HKD|SEK|NOK|DKK|ISK|PLN|CZK|HUF|RON|BGN|TRY|RUB|UAH|ILS|INR|CNY|KRW|MYR|THB|IDR|PHP|VND|BRL|MXN|ARS|CLP|COP|ZAR|AED|SAR|EGP|NGN|KES";

    /// <summary>What may stand before a number, and after one.</summary>
    public const string Before = $@"US\$|AU?\$|CA?\$|S\$|HK\$|NZ\$|R\$|[$€£¥₹₽₺₩₪₴]|RM|Rs\.?|{Codes}";
    public const string After = $@"[$€£¥₹₽₺₩₪₴]|zł|Kč|Ft|RM|kr|(?i:euros?|dollars?|pounds|quid|yen|rupees)|{Codes}";

    [GeneratedRegex($"{Before}|{After}", RegexOptions.CultureInvariant)]
    public static partial Regex Any();

    public static string? CodeOf(string sign) => Signs.GetValueOrDefault(sign.TrimEnd('.'), sign) is var code && code != Unknown ? code : null;
}
