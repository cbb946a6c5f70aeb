using System.Collections.Frozen;

namespace Lanekeeper.Models.Baseline.Extracting;

/// <summary>The months' names and their usual short forms in English, German, French, Spanish, Italian, Portuguese and Dutch.</summary>
internal static class Months
{
    private static readonly string[] Names =
    [
        "january jan januar janvier janv enero ene gennaio janeiro januari",
        "february feb februar février fevrier févr fevr febrero febbraio fevereiro fev februari",
        "march mar märz maerz mrz mär mars marzo março marco maart mrt",
        "april apr avril avr abril abr aprile",
        "may mai mayo maggio maio mei",
        "june jun juni juin junio giugno giu junho",
        "july jul juli juillet juil julio luglio lug julho",
        "august aug août aout agosto ago augustus",
        "september sept sep septembre septiembre settembre setembro",
        "october oct oktober okt octobre octubre ottobre ott outubro",
        "november nov novembre noviembre novembro",
        "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro",
    ];

    private static readonly FrozenDictionary<string, int> Numbers = Names.Index()
        .SelectMany(month => month.Item.Split(' ').Select(name => (Name: name, Number: month.Index + 1)))
        .ToFrozenDictionary(pair => pair.Name, pair => pair.Number, StringComparer.OrdinalIgnoreCase);

    /// <summary>All of them as alternatives of an expression, the longest first.</summary>
    public const string Pattern =
        "septiembre|diciembre|fevereiro|noviembre|september|septembre|settembre|augustus|december|decembre|dezember|dezembro|" +
        "dicembre|décembre|febbraio|februari|february|november|novembre|novembro|setembro|febrero|februar|fevrier|février|" +
        "gennaio|janeiro|januari|january|janvier|juillet|october|octobre|octubre|oktober|ottobre|outubro|agosto|aprile|august|" +
        "giugno|januar|luglio|maggio|abril|april|avril|enero|julho|julio|junho|junio|maart|maerz|march|marco|marzo|março|aout|" +
        "août|fevr|févr|janv|juil|juin|juli|july|june|juni|maio|mars|mayo|märz|sept|abr|ago|apr|aug|avr|dec|dez|dic|déc|ene|feb|" +
        "fev|giu|jan|jul|jun|lug|mai|mar|may|mei|mrt|mrz|mär|nov|oct|okt|ott|sep";

    public static int NumberOf(string name) => Numbers[name];
}
