namespace Lanekeeper.Cel.Values;

/// <summary>How two values stand to one another.</summary>
internal enum Order
{
    Less,
    Equal,
    Greater,

    /// <summary>One of them is not a number.</summary>
    Unordered,

    /// <summary>Their kinds have no order between them.</summary>
    None,
}

internal static class Ordering
{
    public static Order Compare(in CelValue left, in CelValue right)
    {
        if (left.IsNumber && right.IsNumber)
        {
            return Numbers(left, right);
        }

        return (left.Kind, right.Kind) switch
        {
            (CelKind.String, CelKind.String) => Sign(Texts(left.Text, right.Text)),
            (CelKind.Bool, CelKind.Bool) => Sign(left.IsTrue.CompareTo(right.IsTrue)),
            (CelKind.Bytes, CelKind.Bytes) => Sign(left.Octets.AsSpan().SequenceCompareTo(right.Octets)),
            (CelKind.Timestamp, CelKind.Timestamp) => Sign((left.Seconds, left.Nanos).CompareTo((right.Seconds, right.Nanos))),
            (CelKind.Duration, CelKind.Duration) => Sign(left.DurationNanos.CompareTo(right.DurationNanos)),
            _ => Order.None,
        };
    }

    public static Order Numbers(in CelValue left, in CelValue right) => (left.Kind, right.Kind) switch
    {
        (CelKind.Int, CelKind.Int) => Sign(left.Int.CompareTo(right.Int)),
        (CelKind.Uint, CelKind.Uint) => Sign(left.Uint.CompareTo(right.Uint)),
        (CelKind.Int, CelKind.Uint) => left.Int < 0 ? Order.Less : Sign(((ulong)left.Int).CompareTo(right.Uint)),
        (CelKind.Uint, CelKind.Int) => right.Int < 0 ? Order.Greater : Sign(left.Uint.CompareTo((ulong)right.Int)),
        _ => Doubles(AsDouble(left), AsDouble(right)),
    };

    // The suite wants it so: a whole number beside a double is first rounded to a double.
    public static double AsDouble(in CelValue number) => number.Kind switch
    {
        CelKind.Int => number.Int,
        CelKind.Uint => number.Uint,
        _ => number.Double,
    };

    private static Order Doubles(double left, double right) =>
        double.IsNaN(left) || double.IsNaN(right) ? Order.Unordered : Sign(left.CompareTo(right));

    private static Order Sign(int comparison) => comparison < 0 ? Order.Less : comparison > 0 ? Order.Greater : Order.Equal;

    /// <summary>By code points: UTF-16 units agree with them but that surrogates (U+10000 and beyond) must come after U+E000 to U+FFFF.</summary>
    private static int Texts(string left, string right)
    {
        var at = left.AsSpan().CommonPrefixLength(right);
        if (at == left.Length || at == right.Length)
        {
            return left.Length - right.Length;
        }

        var (a, b) = (left[at], right[at]);
        return char.IsSurrogate(a) == char.IsSurrogate(b) ? a - b : char.IsSurrogate(a) ? 1 : -1;
    }
}
