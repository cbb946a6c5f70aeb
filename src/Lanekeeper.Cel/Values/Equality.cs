using System.Runtime.CompilerServices;
using Lanekeeper.Cel.Evaluating;

namespace Lanekeeper.Cel.Values;

/// <summary>Equality as the language has it: numbers across kinds, lists and maps by their elements, other kinds never across.</summary>
internal static class Equality
{
    /// <summary>The operator <c>==</c>: NaN equals nothing; the work is on the run's account.</summary>
    public static bool AreEqual(in CelValue left, in CelValue right, Run? run)
    {
        if (left.IsNumber && right.IsNumber)
        {
            return Ordering.Numbers(left, right) == Order.Equal;
        }

        if (left.Kind != right.Kind)
        {
            return false;
        }

        return left.Kind switch
        {
            CelKind.Null => true,
            CelKind.Bool or CelKind.Duration => left.Int == right.Int,
            CelKind.Timestamp => left.Seconds == right.Seconds && left.Nanos == right.Nanos,
            CelKind.String => Paid(run, left.Text.Length / 8) && string.Equals(left.Text, right.Text, StringComparison.Ordinal),
            CelKind.Bytes => Paid(run, left.Octets.Length / 8) && left.Octets.AsSpan().SequenceEqual(right.Octets),
            CelKind.List => Lists(left.Items, right.Items, run),
            CelKind.Map => Maps(left.Entries, right.Entries, run),
            _ => string.Equals(left.Text, right.Text, StringComparison.Ordinal),
        };
    }

    /// <summary>Equality of .NET: as the operator, but NaN equals itself.</summary>
    public static bool AreSame(in CelValue left, in CelValue right) =>
        left.Kind == CelKind.Double && right.Kind == CelKind.Double ? left.Double.Equals(right.Double) : AreEqual(left, right, null);

    public static int Hash(in CelValue value) => value.Kind switch
    {
        // Whatever equals across kinds must hash alike, and whole numbers are compared to doubles as doubles.
        CelKind.Int or CelKind.Uint or CelKind.Double => HashNumber(Ordering.AsDouble(value)),
        CelKind.String or CelKind.Type => value.Text.GetHashCode(StringComparison.Ordinal),
        CelKind.Bytes => HashBytes(value.Octets),
        CelKind.List => HashCode.Combine(value.Kind, value.Items.Count),
        CelKind.Map => HashCode.Combine(value.Kind, value.Entries.Count),
        _ => HashCode.Combine(value.Kind, value.Int, value.Nanos),
    };

    private static int HashNumber(double number) => number == 0 ? 0 : number.GetHashCode();

    private static int HashBytes(byte[] bytes)
    {
        var hash = new HashCode();
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    private static bool Lists(IReadOnlyList<CelValue> left, IReadOnlyList<CelValue> right, Run? run)
    {
        if (left.Count != right.Count || !HasRoom(run))
        {
            return false;
        }

        for (var i = 0; i < left.Count; i++)
        {
            if (!Paid(run, 1) || !AreEqual(left[i], right[i], run))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Maps(IReadOnlyDictionary<CelValue, CelValue> left, IReadOnlyDictionary<CelValue, CelValue> right, Run? run)
    {
        if (left.Count != right.Count || !HasRoom(run))
        {
            return false;
        }

        foreach (var (key, value) in left)
        {
            if (!Paid(run, 2) || !right.TryGetValue(key, out var other) || !AreEqual(value, other, run))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Paid(Run? run, int cost) => run is null || run.Spend(cost);

    // Values come from outside and may nest deeper than any stack.
    private static bool HasRoom(Run? run)
    {
        if (RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return true;
        }

        run?.Stop("the values nest too deep to be compared");
        return false;
    }
}
