using System.Globalization;
using Lanekeeper.Models.Baseline.Extracting;

namespace Lanekeeper.Models.Baseline.Filling;

/// <summary>Values that stand in the message as they are: of several the one that the most cues announce, then the first.</summary>
internal static class Values
{
    // On a bill, words before the amount to pay, and before the others.
    private static readonly Cues Totals = Cues.From(["total grand due pay payable sum gesamt gesamtbetrag summe betrag zahlen totaal betalen payer montant totale importe"]);
    private static readonly Cues Others = Cues.From(["sub subtotal net change cash tendered rounding adjustment excl excluding exclusive discount deposit item items unit qty saved"]);
    private static readonly Cues Taxes = Cues.From(["tax gst vat mwst btw tva iva ust"]);
    private static readonly Cues Inclusive = Cues.From(["incl including inclusive included inkl inclus incluido"]);

    /// <summary>Every value that fits the field's schema, the likeliest first.</summary>
    public static IEnumerable<Filled> Find(Field field, Form form) =>
        form.Texts.SelectMany(text => In(field, text)).Where(filled => filled.Found);

    private static IEnumerable<Filled> In(Field field, string text) => field.Fill switch
    {
        Fill.Amount => AmountsIn(field, text).Select(money => Limits.Number(field.Schema, money.Amount)),
        Fill.Currency => CurrenciesIn(field, text).Select(code => Limits.Exact(field.Schema, code)),
        Fill.Date => Best(field, text, Dates.In(text)).Select(date => Limits.Exact(field.Schema, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
        Fill.Email => Texts(field, text, Emails.In(text)),
        Fill.Phone => Texts(field, text, Phones.In(text)),
        Fill.Uri => Texts(field, text, Links.UrisIn(text)),
        Fill.Uuid => Texts(field, text, Links.UuidsIn(text)),
        Fill.Id => Best(field, text, PatternOf(field.Schema) is { } pattern ? Ids.ByPattern(text, pattern) : Ids.ByLooks(text, field.Cues), id => Ids.Likelihood(text, id))
            .Select(id => Limits.Exact(field.Schema, id)),
        _ => [],
    };

    private static IEnumerable<Filled> Texts(Field field, string text, IReadOnlyList<Found<string>> found) =>
        Best(field, text, found).Select(value => Limits.Exact(field.Schema, value));

    private static IEnumerable<T> Best<T>(Field field, string text, IReadOnlyList<Found<T>> found, Func<Found<T>, double>? likelihood = null) =>
        found.OrderByDescending(value => field.Cues.Before(text, value.Start) + (likelihood?.Invoke(value) ?? 0)).Select(value => value.Value);

    // Of several amounts that a total's words announce alike the largest is the total of all.
    private static IEnumerable<Money> AmountsIn(Field field, string text) =>
        Amounts.In(text)
            .Select(money => (money.Value, Announced: 2 * field.Cues.Before(text, money.Start) + Announcement(text, money.Start)))
            .OrderByDescending(money => money.Announced + (money.Value.Marked ? 0.5 : 0))
            .ThenByDescending(money => money.Announced > 0 ? money.Value.Amount : 0)
            .Select(money => money.Value);

    private static int Announcement(string text, int place)
    {
        var inclusive = Inclusive.Before(text, place) > 0;
        var tax = !inclusive && Taxes.Before(text, place) > 0;
        return Totals.Before(text, place) + (inclusive ? 1 : 0) - 2 * (Others.Before(text, place) + (tax ? 1 : 0));
    }

    private static IEnumerable<string> CurrenciesIn(Field field, string text)
    {
        var marked = AmountsIn(field, text).Select(money => money.Currency).OfType<string>();

        // "TOTAL (RM)   9.00": the sign stands apart from its number.
        var apart = Currencies.Any().Matches(text).Where(match => IsAlone(text, match.Index, match.Index + match.Length)).Select(match => Currencies.CodeOf(match.Value)).OfType<string>();
        return marked.Concat(apart);
    }

    private static bool IsAlone(string text, int start, int end) => (start == 0 || !char.IsLetter(text[start - 1])) && (end == text.Length || !char.IsLetter(text[end]));

    private static string? PatternOf(SchemaView schema) => schema.HintText("pattern") ?? schema.Text("pattern");
}
