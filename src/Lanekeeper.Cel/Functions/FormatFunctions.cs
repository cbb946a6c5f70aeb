using System.Text;
using Lanekeeper.Cel.Evaluating;
using static Lanekeeper.Cel.Functions.Function;

namespace Lanekeeper.Cel.Functions;

/// <summary><c>"%s of %.2f".format([a, b])</c></summary>
internal static class FormatFunctions
{
    private const int MaxPrecision = 100;

    public static IEnumerable<Function> All => [On("format", 2, 2, Format)];

    private static CelValue Format(ReadOnlySpan<CelValue> arguments, Run run)
    {
        if (arguments is not [{ Kind: CelKind.String } template, { Kind: CelKind.List } list])
        {
            return NoOverload("format", arguments);
        }

        var text = new StringBuilder();
        var used = 0;
        var rest = template.Text.AsSpan();
        while (rest.IndexOf('%') is var at and >= 0)
        {
            text.Append(rest[..at]);
            rest = rest[(at + 1)..];
            if (rest.StartsWith("%"))
            {
                text.Append('%');
                rest = rest[1..];
                continue;
            }

            var precision = ReadPrecision(ref rest);
            if (precision > MaxPrecision || rest.IsEmpty)
            {
                return CelValue.Error($"format() takes %s %d %f %e %b %o %x %X and %%, with a precision of up to {MaxPrecision}");
            }

            if (used >= list.Items.Count)
            {
                return CelValue.Error($"format() has only {list.Items.Count} values for its clauses");
            }

            var before = text.Length;
            var problem = FormatClause.Append(text, rest[0], precision, list.Items[used++]);
            rest = rest[1..];
            if (problem is not null)
            {
                return CelValue.Error(problem);
            }

            if (!run.SpendText(text.Length - before))
            {
                return run.Exhaustion;
            }
        }

        return run.SpendText(text.Length + rest.Length) ? text.Append(rest).ToString() : run.Exhaustion;
    }

    /// <returns>-1 for none; more than allowed when it is badly written.</returns>
    private static int ReadPrecision(ref ReadOnlySpan<char> text)
    {
        if (!text.StartsWith("."))
        {
            return -1;
        }

        var (at, precision) = (1, 0);
        for (; at < text.Length && char.IsAsciiDigit(text[at]); at++)
        {
            precision = Math.Min(precision * 10 + (text[at] - '0'), MaxPrecision + 1);
        }

        text = text[at..];
        return at == 1 ? MaxPrecision + 1 : precision;
    }
}
