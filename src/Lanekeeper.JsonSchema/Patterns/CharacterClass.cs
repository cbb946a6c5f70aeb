using System.Globalization;
using System.Text;

namespace Lanekeeper.JsonSchema.Patterns;

/// <summary>
/// A set of characters in the making. .NET sees UTF-16 units, so what lies beyond the BMP becomes alternatives of pairs; and
/// no unit may then stand for half a pair, or there would be two ways to match each of them.
/// </summary>
internal sealed class CharacterClass(bool negated)
{
    private const string Pair = @"[\uD800-\uDBFF][\uDC00-\uDFFF]";
    private const string Word = "[a-zA-Z0-9_]";

    private const string Halves = @"\uD800-\uDFFF";

    public const string AnyButLineEnds = $@"(?:{Pair}|[^\n\r\u2028\u2029{Halves}])";
    public const string WordBoundary = $"(?:(?<={Word})(?!{Word})|(?<!{Word})(?={Word}))";
    public const string NoWordBoundary = $"(?:(?<={Word})(?={Word})|(?<!{Word})(?!{Word}))";

    private readonly StringBuilder _units = new();
    private readonly List<string> _pairs = [];
    private bool _takesAllPairs;

    public static void AppendUnit(StringBuilder output, char unit)
    {
        if (char.IsAsciiLetterOrDigit(unit))
        {
            output.Append(unit);
        }
        else
        {
            output.Append(@"\u").Append(((int)unit).ToString("X4", CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Adds what is said in the words of .NET already, and lies in the BMP.</summary>
    public CharacterClass With(string units)
    {
        _units.Append(units);
        return this;
    }

    public void Add(int first, int last)
    {
        if (first < 0)
        {
            return;
        }

        if (first <= char.MaxValue)
        {
            AppendUnit(_units, (char)first);
            _units.Append('-');
            AppendUnit(_units, (char)Math.Min(last, char.MaxValue));
        }

        if (last > char.MaxValue)
        {
            AddPairs(Math.Max(first, 0x10000), last);
        }
    }

    public void Add(CharacterClass other)
    {
        if (other.IsNegated)
        {
            // Only shorthands come here (\D, \W, \S, \P): .NET can say their negation within brackets.
            _units.Append(UnicodeProperties.Negate(other._units.ToString()));
            _takesAllPairs = true;
        }
        else
        {
            _units.Append(other._units);
        }
    }

    public string ToPattern() => IsNegated ? Negative() : Positive();

    private bool IsNegated => negated;

    private string Positive()
    {
        var alternatives = new List<string>(_takesAllPairs ? [Pair] : _pairs);
        if (_units.Length > 0)
        {
            alternatives.Add(_takesAllPairs ? $"[{_units}-[{Halves}]]" : $"[{_units}]");
        }

        return alternatives.Count switch
        {
            0 => "(?!)",
            1 => $"(?:{alternatives[0]})",
            _ => $"(?:{string.Join('|', alternatives)})",
        };
    }

    private string Negative()
    {
        var unit = $"[^{_units}{Halves}]";
        if (_takesAllPairs)
        {
            return unit;
        }

        return _pairs.Count == 0 ? $"(?:{Pair}|{unit})" : $"(?:(?!{string.Join('|', _pairs)}){Pair}|{unit})";
    }

    /// <summary>A range of pairs: a broken row at either end, whole rows between.</summary>
    private void AddPairs(int first, int last)
    {
        var (high, low) = Split(first);
        var (lastHigh, lastLow) = Split(last);
        if (high == lastHigh)
        {
            _pairs.Add($"{Unit(high)}[{Unit(low)}-{Unit(lastLow)}]");
            return;
        }

        _pairs.Add($@"{Unit(high)}[{Unit(low)}-\uDFFF]");
        if (lastHigh - high > 1)
        {
            _pairs.Add($@"[{Unit((char)(high + 1))}-{Unit((char)(lastHigh - 1))}][\uDC00-\uDFFF]");
        }

        _pairs.Add($@"{Unit(lastHigh)}[\uDC00-{Unit(lastLow)}]");
    }

    private static (char High, char Low) Split(int codePoint)
    {
        var units = char.ConvertFromUtf32(codePoint);
        return (units[0], units[1]);
    }

    private static string Unit(char unit) => $@"\u{(int)unit:X4}";
}
