using Lanekeeper.Cel.Ast;
using Lanekeeper.Cel.Values;

namespace Lanekeeper.Cel.Evaluating;

/// <summary>The operators between two values.</summary>
internal static class Operators
{
    public static CelValue Apply(BinaryOperator binary, in CelValue left, in CelValue right, Run run) => binary switch
    {
        BinaryOperator.Equal => Equality.AreEqual(left, right, run),
        BinaryOperator.NotEqual => !Equality.AreEqual(left, right, run),
        BinaryOperator.In => Contains(left, right, run),
        BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual => Relate(binary, left, right),
        BinaryOperator.Add => Arithmetic.Add(left, right, run),
        BinaryOperator.Subtract => Arithmetic.Subtract(left, right),
        BinaryOperator.Multiply => Arithmetic.Multiply(left, right),
        BinaryOperator.Divide => Arithmetic.Divide(left, right),
        _ => Arithmetic.Modulo(left, right),
    };

    public static CelValue NoOverload(string name, in CelValue left, in CelValue right) =>
        CelValue.Error($"no overload of {name} for ({TypeNames.Of(left)}, {TypeNames.Of(right)})");

    private static CelValue Relate(BinaryOperator binary, in CelValue left, in CelValue right)
    {
        var order = Ordering.Compare(left, right);
        return binary switch
        {
            _ when order == Order.None => NoOverload(Symbol(binary), left, right),
            BinaryOperator.Less => order == Order.Less,
            BinaryOperator.LessOrEqual => order is Order.Less or Order.Equal,
            BinaryOperator.Greater => order == Order.Greater,
            _ => order is Order.Greater or Order.Equal,
        };
    }

    private static CelValue Contains(in CelValue element, in CelValue collection, Run run)
    {
        if (collection.Kind == CelKind.Map)
        {
            return Lookup.IsKey(element) && collection.Entries.ContainsKey(element);
        }

        if (collection.Kind != CelKind.List)
        {
            return NoOverload("in", element, collection);
        }

        foreach (var item in collection.Items)
        {
            if (!run.Spend(1) || Equality.AreEqual(element, item, run))
            {
                return true;
            }
        }

        return false;
    }

    private static string Symbol(BinaryOperator binary) => binary switch
    {
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        _ => ">=",
    };
}
