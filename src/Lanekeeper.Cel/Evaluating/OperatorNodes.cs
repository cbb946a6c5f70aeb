using Lanekeeper.Cel.Ast;

namespace Lanekeeper.Cel.Evaluating;

internal sealed class UnaryNode(int offset, UnaryOperator unary, Node operand) : Node(offset)
{
    protected override CelValue Compute(Run run)
    {
        var value = operand.Evaluate(run);
        return (unary, value.Kind) switch
        {
            _ when value.IsError => value,
            (UnaryOperator.Not, CelKind.Bool) => !value.IsTrue,
            (UnaryOperator.Negate, CelKind.Int) => value.Int == long.MinValue ? Arithmetic.Overflow : -value.Int,
            (UnaryOperator.Negate, CelKind.Double) => -value.Double,
            _ => CelValue.Error($"no overload of {(unary == UnaryOperator.Not ? "!" : "-")} for ({TypeNames.Of(value)})"),
        };
    }
}

internal sealed class BinaryNode(int offset, BinaryOperator binary, Node left, Node right) : Node(offset)
{
    protected override CelValue Compute(Run run)
    {
        var first = left.Evaluate(run);
        if (first.IsError)
        {
            return first;
        }

        var second = right.Evaluate(run);
        return second.IsError ? second : Operators.Apply(binary, first, second, run);
    }
}
