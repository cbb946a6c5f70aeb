using static Lanekeeper.Cel.Functions.Function;

namespace Lanekeeper.Cel.Functions;

/// <summary>The bits of <c>math</c>: both numbers of one kind; a shift counts with an int and fills with zeros.</summary>
internal static class BitFunctions
{
    public static IEnumerable<Function> All =>
    [
        Between("math.bitAnd", static (left, right) => left & right),
        Between("math.bitOr", static (left, right) => left | right),
        Between("math.bitXor", static (left, right) => left ^ right),
        Plain("math.bitNot", static (arguments, _) => arguments[0].Kind switch
        {
            CelKind.Int => ~arguments[0].Int,
            CelKind.Uint => ~arguments[0].Uint,
            _ => NoOverload("math.bitNot", arguments),
        }),
        Shift("math.bitShiftLeft", static (bits, by) => bits << by),
        Shift("math.bitShiftRight", static (bits, by) => bits >> by),
    ];

    private static Function Between(string name, Func<ulong, ulong, ulong> combine) => Plain(name, 2, 2, (arguments, _) =>
        (arguments[0].Kind, arguments[1].Kind) switch
        {
            (CelKind.Int, CelKind.Int) => (long)combine(arguments[0].Uint, arguments[1].Uint),
            (CelKind.Uint, CelKind.Uint) => combine(arguments[0].Uint, arguments[1].Uint),
            _ => NoOverload(name, arguments),
        });

    private static Function Shift(string name, Func<ulong, int, ulong> shift) => Plain(name, 2, 2, (arguments, _) =>
    {
        if (arguments[1].Kind != CelKind.Int || arguments[0].Kind is not (CelKind.Int or CelKind.Uint))
        {
            return NoOverload(name, arguments);
        }

        if (arguments[1].Int < 0)
        {
            return CelValue.Error($"{name}() shifts by a number that is not negative");
        }

        var bits = arguments[1].Int > 63 ? 0 : shift(arguments[0].Uint, (int)arguments[1].Int);
        return arguments[0].Kind == CelKind.Int ? (long)bits : bits;
    });
}
