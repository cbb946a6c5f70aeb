using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Lanekeeper.Cel.Values;

/// <summary>A value in words: what <c>string()</c> makes of a single one and <c>%s</c> of any.</summary>
internal static class Display
{
    public static string Of(in CelValue value)
    {
        if (value.Kind is not (CelKind.List or CelKind.Map))
        {
            return OfSingle(value);
        }

        var text = new StringBuilder();
        Append(text, value, int.MaxValue);
        return text.ToString();
    }

    /// <summary>As <see cref="Of"/>, but for values that may be huge: stops once the text is longer than that.</summary>
    public static void Append(StringBuilder text, in CelValue value, int most)
    {
        if (text.Length > most || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            text.Append('…');
            return;
        }

        switch (value.Kind)
        {
            case CelKind.List: AppendList(text, value.Items, most); break;
            case CelKind.Map: AppendMap(text, value.Entries, most); break;
            default: text.Append(OfSingle(value)); break;
        }
    }

    public static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "Infinity"
        : double.IsNegativeInfinity(value) ? "-Infinity"
        : value.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');

    private static string OfSingle(in CelValue value) => value.Kind switch
    {
        CelKind.Null => "null",
        CelKind.Bool => value.IsTrue ? "true" : "false",
        CelKind.Int => value.Int.ToString(CultureInfo.InvariantCulture),
        CelKind.Uint => value.Uint.ToString(CultureInfo.InvariantCulture),
        CelKind.Double => Number(value.Double),
        CelKind.Bytes => Encoding.UTF8.GetString(value.Octets),
        CelKind.Timestamp => Timestamps.Format(value),
        CelKind.Duration => Durations.Format(value.DurationNanos),
        _ => value.Text,
    };

    private static void AppendList(StringBuilder text, IReadOnlyList<CelValue> items, int most)
    {
        text.Append('[');
        for (var i = 0; i < items.Count && text.Length <= most; i++)
        {
            text.Append(i > 0 ? ", " : "");
            Append(text, items[i], most);
        }

        text.Append(']');
    }

    // Sorted, so that the same map always reads the same.
    private static void AppendMap(StringBuilder text, IReadOnlyDictionary<CelValue, CelValue> entries, int most)
    {
        var sorted = entries.Select(entry => (Key: Of(entry.Key), entry.Value)).OrderBy(entry => entry.Key, StringComparer.Ordinal);
        var first = true;
        text.Append('{');
        foreach (var (key, value) in sorted)
        {
            if (text.Length > most)
            {
                break;
            }

            text.Append(first ? "" : ", ").Append(key).Append(": ");
            Append(text, value, most);
            first = false;
        }

        text.Append('}');
    }
}
