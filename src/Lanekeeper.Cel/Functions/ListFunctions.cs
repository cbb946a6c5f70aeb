using System.Text;
using Lanekeeper.Cel.Evaluating;
using static Lanekeeper.Cel.Functions.Function;

namespace Lanekeeper.Cel.Functions;

/// <summary>From strings to lists and back.</summary>
internal static class ListFunctions
{
    public static IEnumerable<Function> All =>
    [
        On("split", 2, 3, Split),
        On("join", 1, 2, Join),
    ];

    private static CelValue Split(ReadOnlySpan<CelValue> arguments, Run run)
    {
        if (arguments[0].Kind != CelKind.String || arguments[1].Kind != CelKind.String || (arguments.Length == 3 && arguments[2].Kind != CelKind.Int))
        {
            return NoOverload("split", arguments);
        }

        var (text, separator) = (arguments[0].Text, arguments[1].Text);
        var limit = arguments.Length == 3 && arguments[2].Int >= 0 ? arguments[2].Int : long.MaxValue;
        if (limit == 0)
        {
            return CelValue.List([]);
        }

        List<CelValue> parts = [];
        var from = 0;
        while (parts.Count < limit - 1 && Next(text, separator, from) is var at and >= 0)
        {
            if (!run.SpendText((long)at - from))
            {
                return run.Exhaustion;
            }

            parts.Add(text[from..at]);
            from = at + separator.Length;
        }

        if (text.Length > from || separator.Length > 0)
        {
            parts.Add(text[from..]);
        }

        return run.SpendText((long)text.Length - from) ? CelValue.List(parts) : run.Exhaustion;
    }

    /// <summary>Where the part ends that begins there; -1 when it is the last. An empty separator stands behind every character.</summary>
    private static int Next(string text, string separator, int from)
    {
        if (separator.Length > 0)
        {
            return text.IndexOf(separator, from, StringComparison.Ordinal);
        }

        var next = from < text.Length ? from + CodePoints.WidthAt(text, from) : -1;
        return next < text.Length ? next : -1;
    }

    private static CelValue Join(ReadOnlySpan<CelValue> arguments, Run run)
    {
        if (arguments[0].Kind != CelKind.List || (arguments.Length == 2 && arguments[1].Kind != CelKind.String))
        {
            return NoOverload("join", arguments);
        }

        var separator = arguments.Length == 2 ? arguments[1].Text : "";
        var text = new StringBuilder();
        var isFirst = true;
        foreach (var item in arguments[0].Items)
        {
            if (item.Kind != CelKind.String)
            {
                return CelValue.Error($"join() takes a list of strings, found a {TypeNames.Of(item)} in it");
            }

            if (!run.SpendText((long)item.Text.Length + separator.Length))
            {
                return run.Exhaustion;
            }

            text.Append(isFirst ? "" : separator).Append(item.Text);
            isFirst = false;
        }

        return text.ToString();
    }
}
