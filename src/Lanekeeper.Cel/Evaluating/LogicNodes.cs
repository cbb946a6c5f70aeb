namespace Lanekeeper.Cel.Evaluating;

/// <summary>
/// <c>&amp;&amp;</c> and <c>||</c>. One operand that decides is enough, wherever it stands: errors beside it do not matter.
/// </summary>
internal sealed class LogicNode(int offset, bool isOr, Node[] operands) : Node(offset)
{
    protected override CelValue Compute(Run run)
    {
        CelValue error = !isOr;
        foreach (var operand in operands)
        {
            var value = operand.Evaluate(run);
            if (isOr ? value.IsTrue : value.IsFalse)
            {
                return isOr;
            }

            if (!error.IsError && value.Kind != CelKind.Bool)
            {
                error = value.IsError ? value : CelValue.Error($"{(isOr ? "||" : "&&")} takes bools, not a {TypeNames.Of(value)}");
            }
        }

        return error;
    }
}

internal sealed class ConditionalNode(int offset, Node condition, Node then, Node otherwise) : Node(offset)
{
    protected override CelValue Compute(Run run)
    {
        var value = condition.Evaluate(run);
        return value.Kind == CelKind.Bool ? (value.IsTrue ? then : otherwise).Evaluate(run)
            : value.IsError ? value
            : CelValue.Error($"the condition before '?' must be a bool, not a {TypeNames.Of(value)}");
    }
}
