using Lanekeeper.Cel.Values;

namespace Lanekeeper.Cel.Evaluating;

/// <summary>Arithmetic, within one kind. What does not fit is an error, never wrapped round.</summary>
internal static class Arithmetic
{
    public static CelValue Overflow => CelValue.Error("the result does not fit 64 bits");

    private static CelValue DividedByZero => CelValue.Error("division by zero");

    public static CelValue Add(in CelValue left, in CelValue right, Run run) => (left.Kind, right.Kind) switch
    {
        (CelKind.Int, CelKind.Int) => Whole((Int128)left.Int + right.Int),
        (CelKind.Uint, CelKind.Uint) => Unsigned((Int128)left.Uint + right.Uint),
        (CelKind.Double, CelKind.Double) => left.Double + right.Double,
        (CelKind.String, CelKind.String) =>
            run.SpendText((long)left.Text.Length + right.Text.Length) ? left.Text + right.Text : run.Exhaustion,
        (CelKind.Bytes, CelKind.Bytes) =>
            run.SpendText((long)left.Octets.Length + right.Octets.Length) ? CelValue.OwnedBytes([.. left.Octets, .. right.Octets]) : run.Exhaustion,
        (CelKind.List, CelKind.List) =>
            run.Spend((long)left.Items.Count + right.Items.Count) ? CelValue.List([.. left.Items, .. right.Items]) : run.Exhaustion,
        (CelKind.Timestamp, CelKind.Duration) => Timestamps.Add(left, right.DurationNanos),
        (CelKind.Duration, CelKind.Timestamp) => Timestamps.Add(right, left.DurationNanos),
        (CelKind.Duration, CelKind.Duration) => Durations.FromNanos((Int128)left.DurationNanos + right.DurationNanos),
        _ => Operators.NoOverload("+", left, right),
    };

    public static CelValue Subtract(in CelValue left, in CelValue right) => (left.Kind, right.Kind) switch
    {
        (CelKind.Int, CelKind.Int) => Whole((Int128)left.Int - right.Int),
        (CelKind.Uint, CelKind.Uint) => Unsigned((Int128)left.Uint - right.Uint),
        (CelKind.Double, CelKind.Double) => left.Double - right.Double,
        (CelKind.Timestamp, CelKind.Timestamp) => Durations.FromNanos(Timestamps.Total(left) - Timestamps.Total(right)),
        (CelKind.Timestamp, CelKind.Duration) => Timestamps.Add(left, -(Int128)right.DurationNanos),
        (CelKind.Duration, CelKind.Duration) => Durations.FromNanos((Int128)left.DurationNanos - right.DurationNanos),
        _ => Operators.NoOverload("-", left, right),
    };

    public static CelValue Multiply(in CelValue left, in CelValue right) => (left.Kind, right.Kind) switch
    {
        (CelKind.Int, CelKind.Int) => Whole((Int128)left.Int * right.Int),
        (CelKind.Uint, CelKind.Uint) => (UInt128)left.Uint * right.Uint is var product && product > ulong.MaxValue ? Overflow : (ulong)product,
        (CelKind.Double, CelKind.Double) => left.Double * right.Double,
        _ => Operators.NoOverload("*", left, right),
    };

    public static CelValue Divide(in CelValue left, in CelValue right) => (left.Kind, right.Kind) switch
    {
        (CelKind.Int or CelKind.Uint, CelKind.Int or CelKind.Uint) when left.Kind == right.Kind && right.Int == 0 => DividedByZero,
        (CelKind.Int, CelKind.Int) => Whole((Int128)left.Int / right.Int),
        (CelKind.Uint, CelKind.Uint) => left.Uint / right.Uint,
        (CelKind.Double, CelKind.Double) => left.Double / right.Double,
        _ => Operators.NoOverload("/", left, right),
    };

    public static CelValue Modulo(in CelValue left, in CelValue right) => (left.Kind, right.Kind) switch
    {
        (CelKind.Int or CelKind.Uint, CelKind.Int or CelKind.Uint) when left.Kind == right.Kind && right.Int == 0 => DividedByZero,
        (CelKind.Int, CelKind.Int) => right.Int == -1 ? 0L : left.Int % right.Int,
        (CelKind.Uint, CelKind.Uint) => left.Uint % right.Uint,
        _ => Operators.NoOverload("%", left, right),
    };

    private static CelValue Whole(Int128 value) => value < long.MinValue || value > long.MaxValue ? Overflow : (long)value;

    private static CelValue Unsigned(Int128 value) => value < 0 || value > ulong.MaxValue ? Overflow : (ulong)value;
}
