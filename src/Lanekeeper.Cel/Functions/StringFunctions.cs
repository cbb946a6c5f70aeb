using System.Text;
using Lanekeeper.Cel.Evaluating;
using static Lanekeeper.Cel.Functions.Function;

namespace Lanekeeper.Cel.Functions;

/// <summary>Strings as a whole. Nothing here is a matter of culture, and nothing is normalised.</summary>
internal static class StringFunctions
{
    public static IEnumerable<Function> All =>
    [
        Plain("size", Size),
        On("size", 1, 1, Size),
        Test("contains", static (text, other) => text.Contains(other, StringComparison.Ordinal)),
        Test("startsWith", static (text, other) => text.StartsWith(other, StringComparison.Ordinal)),
        Test("endsWith", static (text, other) => text.EndsWith(other, StringComparison.Ordinal)),
        Plain("matches", 2, 2, Matches),
        On("matches", 2, 2, Matches),
        Change("lowerAscii", static text => Ascii(text, static c => char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c)),
        Change("upperAscii", static text => Ascii(text, static c => char.IsAsciiLetterLower(c) ? (char)(c & ~0x20) : c)),
        Change("trim", static text => text.Trim()),
        Change("reverse", Reverse),
        Plain("strings.quote", static (arguments, run) => Changed("strings.quote", arguments, run, Quote)),
    ];

    private static Function Test(string name, Func<string, string, bool> test) => On(name, 2, 2, (arguments, run) =>
        arguments is not [{ Kind: CelKind.String } text, { Kind: CelKind.String } other] ? NoOverload(name, arguments)
        : run.SpendText((long)text.Text.Length + other.Text.Length) ? test(text.Text, other.Text)
        : run.Exhaustion);

    private static Function Change(string name, Func<string, string> change) =>
        On(name, 1, 1, (arguments, run) => Changed(name, arguments, run, change));

    private static CelValue Changed(string name, ReadOnlySpan<CelValue> arguments, Run run, Func<string, string> change) =>
        arguments[0].Kind != CelKind.String ? NoOverload(name, arguments)
        : run.SpendText(arguments[0].Text.Length) ? change(arguments[0].Text)
        : run.Exhaustion;

    private static CelValue Size(ReadOnlySpan<CelValue> arguments, Run run) => arguments[0] switch
    {
        { Kind: CelKind.String } text => run.SpendText(text.Text.Length) ? (long)CodePoints.Count(text.Text) : run.Exhaustion,
        { Kind: CelKind.Bytes } bytes => (long)bytes.Octets.Length,
        { Kind: CelKind.List } list => (long)list.Items.Count,
        { Kind: CelKind.Map } map => (long)map.Entries.Count,
        _ => NoOverload("size", arguments),
    };

    private static CelValue Matches(ReadOnlySpan<CelValue> arguments, Run run) =>
        arguments is [{ Kind: CelKind.String } text, { Kind: CelKind.String } pattern]
            ? Patterns.IsMatch(text.Text, pattern.Text, run)
            : NoOverload("matches", arguments);

    private static string Ascii(string text, Func<char, char> change) => string.Create(text.Length, (text, change), static (span, state) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = state.change(state.text[i]);
        }
    });

    private static string Reverse(string text)
    {
        var reversed = new StringBuilder(text.Length);
        for (var end = text.Length; end > 0;)
        {
            var width = CodePoints.WidthBefore(text, end);
            reversed.Append(text, end - width, width);
            end -= width;
        }

        return reversed.ToString();
    }

    private static string Quote(string text)
    {
        const string Special = "\a\b\f\n\r\t\v\\\"";
        const string Letters = "abfnrtv\\\"";

        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            var at = Special.IndexOf(c, StringComparison.Ordinal);
            _ = at < 0 ? quoted.Append(c) : quoted.Append('\\').Append(Letters[at]);
        }

        return quoted.Append('"').ToString();
    }
}
