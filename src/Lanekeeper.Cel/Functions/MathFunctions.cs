using Lanekeeper.Cel.Evaluating;
using Lanekeeper.Cel.Values;
using static Lanekeeper.Cel.Functions.Function;

namespace Lanekeeper.Cel.Functions;

/// <summary>The namespace <c>math</c>.</summary>
internal static class MathFunctions
{
    public static IEnumerable<Function> All =>
    [
        Plain("math.greatest", 1, int.MaxValue, static (arguments, run) => Extreme("math.greatest", arguments, Order.Greater, run)),
        Plain("math.least", 1, int.MaxValue, static (arguments, run) => Extreme("math.least", arguments, Order.Less, run)),
        OfDouble("math.ceil", static number => Math.Ceiling(number)),
        OfDouble("math.floor", static number => Math.Floor(number)),
        OfDouble("math.round", static number => Math.Round(number, MidpointRounding.AwayFromZero)),
        OfDouble("math.trunc", static number => Math.Truncate(number)),
        OfDouble("math.isNaN", static number => double.IsNaN(number)),
        OfDouble("math.isInf", static number => double.IsInfinity(number)),
        OfDouble("math.isFinite", static number => double.IsFinite(number)),
        Plain("math.abs", Abs),
        Plain("math.sign", Sign),
    ];

    private static Function OfDouble(string name, Func<double, CelValue> body) =>
        Plain(name, (arguments, _) => arguments[0].Kind == CelKind.Double ? body(arguments[0].Double) : NoOverload(name, arguments));

    private static CelValue Extreme(string name, ReadOnlySpan<CelValue> arguments, Order wanted, Run run)
    {
        if (arguments is not [{ Kind: CelKind.List } list])
        {
            return Extreme(name, arguments, wanted);
        }

        return list.Items.Count == 0 ? CelValue.Error($"{name}() of an empty list")
            : run.Spend(list.Items.Count) ? Extreme(name, list.Items.ToArray(), wanted)
            : run.Exhaustion;
    }

    private static CelValue Extreme(string name, ReadOnlySpan<CelValue> numbers, Order wanted)
    {
        var best = numbers[0];
        foreach (var number in numbers)
        {
            if (!number.IsNumber)
            {
                return CelValue.Error($"{name}() takes numbers, not a {TypeNames.Of(number)}");
            }

            best = Ordering.Numbers(number, best) == wanted ? number : best;
        }

        return best;
    }

    private static CelValue Abs(ReadOnlySpan<CelValue> arguments, Run run) => arguments[0] switch
    {
        { Kind: CelKind.Int } number => number.Int == long.MinValue ? Arithmetic.Overflow : Math.Abs(number.Int),
        { Kind: CelKind.Uint } number => number,
        { Kind: CelKind.Double } number => Math.Abs(number.Double),
        _ => NoOverload("math.abs", arguments),
    };

    private static CelValue Sign(ReadOnlySpan<CelValue> arguments, Run run) => arguments[0] switch
    {
        { Kind: CelKind.Int } number => (long)Math.Sign(number.Int),
        { Kind: CelKind.Uint } number => number.Uint == 0 ? 0UL : 1UL,
        { Kind: CelKind.Double } number => double.IsNaN(number.Double) ? number : (double)Math.Sign(number.Double),
        _ => NoOverload("math.sign", arguments),
    };
}
