using System.Text;
using Lanekeeper.Cel.Evaluating;
using static Lanekeeper.Cel.Functions.Function;

namespace Lanekeeper.Cel.Functions;

/// <summary>Strings by places and parts; every place counts code points.</summary>
internal static class CharacterFunctions
{
    public static IEnumerable<Function> All =>
    [
        On("charAt", 2, 2, CharAt),
        On("indexOf", 2, 3, IndexOf),
        On("lastIndexOf", 2, 3, LastIndexOf),
        On("substring", 2, 3, Substring),
        On("replace", 3, 4, Replace),
    ];

    private static CelValue OutOfRange(long place) => CelValue.Error($"the place {place} is outside of the string");

    private static CelValue CharAt(ReadOnlySpan<CelValue> arguments, Run run)
    {
        if (arguments is not [{ Kind: CelKind.String } text, { Kind: CelKind.Int } place])
        {
            return NoOverload("charAt", arguments);
        }

        if (!run.SpendText(text.Text.Length))
        {
            return run.Exhaustion;
        }

        var unit = CodePoints.ToUnits(text.Text, place.Int);
        return unit < 0 ? OutOfRange(place.Int)
            : unit == text.Text.Length ? ""
            : text.Text.Substring(unit, CodePoints.WidthAt(text.Text, unit));
    }

    private static CelValue IndexOf(ReadOnlySpan<CelValue> arguments, Run run)
    {
        if (!IsSearch(arguments))
        {
            return NoOverload("indexOf", arguments);
        }

        var (text, part) = (arguments[0].Text, arguments[1].Text);
        var place = arguments.Length == 3 ? arguments[2].Int : 0;
        var from = CodePoints.ToUnits(text, place);
        return !run.SpendText((long)text.Length * 2 + part.Length) ? run.Exhaustion
            : from < 0 ? OutOfRange(place)
            : CodePoints.FromUnits(text, text.IndexOf(part, from, StringComparison.Ordinal));
    }

    private static CelValue LastIndexOf(ReadOnlySpan<CelValue> arguments, Run run)
    {
        if (!IsSearch(arguments))
        {
            return NoOverload("lastIndexOf", arguments);
        }

        var (text, part) = (arguments[0].Text, arguments[1].Text);
        if (!run.SpendText((long)text.Length * 2 + part.Length))
        {
            return run.Exhaustion;
        }

        var last = arguments.Length == 3 ? CodePoints.ToUnits(text, arguments[2].Int) : text.Length;
        if (last < 0)
        {
            return OutOfRange(arguments[2].Int);
        }

        // The place says where the part may begin at the latest, so its letters may stand behind it.
        var window = text.AsSpan(0, (int)Math.Min((long)last + part.Length, text.Length));
        return CodePoints.FromUnits(text, part.Length == 0 ? last : window.LastIndexOf(part));
    }

    private static CelValue Substring(ReadOnlySpan<CelValue> arguments, Run run)
    {
        if (arguments[0].Kind != CelKind.String || !AreInts(arguments[1..]))
        {
            return NoOverload("substring", arguments);
        }

        var text = arguments[0].Text;
        if (!run.SpendText(text.Length))
        {
            return run.Exhaustion;
        }

        var start = CodePoints.ToUnits(text, arguments[1].Int);
        var end = arguments.Length == 3 ? CodePoints.ToUnits(text, arguments[2].Int) : text.Length;
        return start < 0 ? OutOfRange(arguments[1].Int)
            : end < 0 ? OutOfRange(arguments[2].Int)
            : end < start ? CelValue.Error("the end of the substring stands before its start")
            : text[start..end];
    }

    private static CelValue Replace(ReadOnlySpan<CelValue> arguments, Run run)
    {
        if (arguments[0].Kind != CelKind.String || arguments[1].Kind != CelKind.String || arguments[2].Kind != CelKind.String || !AreInts(arguments[3..]))
        {
            return NoOverload("replace", arguments);
        }

        var (text, old, replacement) = (arguments[0].Text, arguments[1].Text, arguments[2].Text);
        var limit = arguments.Length == 4 && arguments[3].Int >= 0 ? arguments[3].Int : long.MaxValue;
        var result = new StringBuilder();
        var from = 0;
        for (var count = 0L; count < limit; count++)
        {
            var at = text.IndexOf(old, from, StringComparison.Ordinal);
            if (at < 0 || (old.Length == 0 && from == text.Length))
            {
                break;
            }

            if (!run.SpendText((long)at - from + replacement.Length))
            {
                return run.Exhaustion;
            }

            // An empty text is found before every character, so one character must be passed by to find the next.
            var passed = old.Length == 0 ? CodePoints.WidthAt(text, at) : 0;
            result.Append(text, from, at - from).Append(replacement).Append(text, at, passed);
            from = at + old.Length + passed;
        }

        return run.SpendText((long)text.Length - from) ? result.Append(text, from, text.Length - from).ToString() : run.Exhaustion;
    }

    private static bool IsSearch(ReadOnlySpan<CelValue> arguments) =>
        arguments[0].Kind == CelKind.String && arguments[1].Kind == CelKind.String && AreInts(arguments[2..]);

    private static bool AreInts(ReadOnlySpan<CelValue> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.Kind != CelKind.Int)
            {
                return false;
            }
        }

        return true;
    }
}
