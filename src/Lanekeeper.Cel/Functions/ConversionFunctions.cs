using System.Globalization;
using System.Text;
using Lanekeeper.Cel.Evaluating;
using Lanekeeper.Cel.Values;
using static Lanekeeper.Cel.Functions.Function;

namespace Lanekeeper.Cel.Functions;

/// <summary>From one kind to another.</summary>
internal static class ConversionFunctions
{
    // The doubles next to the ends of the 64-bit integers.
    private const double IntEnd = 9223372036854775808.0;
    private const double UintEnd = 18446744073709551616.0;

    public static IEnumerable<Function> All =>
    [
        Plain("int", ToInt),
        Plain("uint", ToUint),
        Plain("double", ToDouble),
        Plain("string", ToText),
        Plain("bytes", ToBytes),
        Plain("bool", ToBool),
        Plain("timestamp", ToTimestamp),
        Plain("duration", ToDuration),
        Plain("type", static (arguments, _) => CelValue.Type(TypeNames.Of(arguments[0]))),
        Plain("dyn", static (arguments, _) => arguments[0]),
    ];

    private static CelValue ToInt(ReadOnlySpan<CelValue> arguments, Run run) => arguments[0] switch
    {
        { Kind: CelKind.Int } same => same,
        { Kind: CelKind.Uint } value => value.Uint <= long.MaxValue ? (long)value.Uint : OutOfRange("int"),
        { Kind: CelKind.Double } value => value.Double > -IntEnd && value.Double < IntEnd ? (long)value.Double : OutOfRange("int"),
        { Kind: CelKind.Timestamp } value => value.Seconds,
        { Kind: CelKind.String } value => Short(value.Text)
            && long.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : NotOne("int"),
        _ => NoOverload("int", arguments),
    };

    private static CelValue ToUint(ReadOnlySpan<CelValue> arguments, Run run) => arguments[0] switch
    {
        { Kind: CelKind.Uint } same => same,
        { Kind: CelKind.Int } value => value.Int >= 0 ? (ulong)value.Int : OutOfRange("uint"),
        { Kind: CelKind.Double } value => value.Double >= 0 && value.Double < UintEnd ? (ulong)value.Double : OutOfRange("uint"),
        { Kind: CelKind.String } value => Short(value.Text)
            && ulong.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : NotOne("uint"),
        _ => NoOverload("uint", arguments),
    };

    private static CelValue ToDouble(ReadOnlySpan<CelValue> arguments, Run run) => arguments[0] switch
    {
        { IsNumber: true } value => Ordering.AsDouble(value),
        { Kind: CelKind.String } value => ParseDouble(value.Text),
        _ => NoOverload("double", arguments),
    };

    private static CelValue ParseDouble(string text)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (text is "inf" or "+inf" or "-inf")
        {
            return text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        }

        if (!Short(text) || !double.TryParse(text, Style, CultureInfo.InvariantCulture, out var number))
        {
            return NotOne("double");
        }

        return double.IsInfinity(number) && !text.Contains("inf", StringComparison.OrdinalIgnoreCase) ? OutOfRange("double") : number;
    }

    private static CelValue ToText(ReadOnlySpan<CelValue> arguments, Run run) => arguments[0] switch
    {
        { Kind: CelKind.String } same => same,
        { Kind: CelKind.Bytes } value => !run.SpendText(value.Octets.Length) ? run.Exhaustion : DecodeUtf8(value.Octets),
        { Kind: CelKind.Bool or CelKind.Int or CelKind.Uint or CelKind.Double or CelKind.Timestamp or CelKind.Duration } value => Display.Of(value),
        _ => NoOverload("string", arguments),
    };

    private static CelValue DecodeUtf8(byte[] bytes) =>
        System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : CelValue.Error("the bytes are not valid UTF-8");

    private static CelValue ToBytes(ReadOnlySpan<CelValue> arguments, Run run) => arguments[0] switch
    {
        { Kind: CelKind.Bytes } same => same,
        { Kind: CelKind.String } value =>
            run.SpendText(value.Text.Length) ? CelValue.OwnedBytes(Encoding.UTF8.GetBytes(value.Text)) : run.Exhaustion,
        _ => NoOverload("bytes", arguments),
    };

    private static CelValue ToBool(ReadOnlySpan<CelValue> arguments, Run run) => arguments[0] switch
    {
        { Kind: CelKind.Bool } same => same,
        { Kind: CelKind.String } value => value.Text switch
        {
            "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
            "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
            _ => NotOne("bool"),
        },
        _ => NoOverload("bool", arguments),
    };

    private static CelValue ToTimestamp(ReadOnlySpan<CelValue> arguments, Run run) => arguments[0] switch
    {
        { Kind: CelKind.Timestamp } same => same,
        { Kind: CelKind.Int } value => Timestamps.FromSeconds(value.Int),
        { Kind: CelKind.String } value => Timestamps.Parse(value.Text),
        _ => NoOverload("timestamp", arguments),
    };

    private static CelValue ToDuration(ReadOnlySpan<CelValue> arguments, Run run) => arguments[0] switch
    {
        { Kind: CelKind.Duration } same => same,
        { Kind: CelKind.Int } value => Durations.FromNanos((Int128)value.Int * 1_000_000_000),
        { Kind: CelKind.String } value => Durations.Parse(value.Text),
        _ => NoOverload("duration", arguments),
    };

    // No number needs more; without a limit a megabyte of zeros would be read as one.
    private static bool Short(string text) => text.Length <= 400;

    private static CelValue OutOfRange(string kind) => CelValue.Error($"the number does not fit {(kind[0] is 'i' or 'u' ? "an" : "a")} {kind}");

    private static CelValue NotOne(string kind) => CelValue.Error($"the string is not {(kind[0] is 'i' or 'u' ? "an" : "a")} {kind}");
}
