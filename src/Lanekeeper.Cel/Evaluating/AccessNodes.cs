namespace Lanekeeper.Cel.Evaluating;

internal sealed class SelectNode(int offset, Node operand, string field) : Node(offset)
{
    protected override CelValue Compute(Run run) => Lookup.Field(operand.Evaluate(run), field);
}

internal sealed class HasNode(int offset, Node operand, string field) : Node(offset)
{
    protected override CelValue Compute(Run run) => Lookup.Has(operand.Evaluate(run), field);
}

internal sealed class IndexNode(int offset, Node operand, Node key) : Node(offset)
{
    protected override CelValue Compute(Run run)
    {
        var value = operand.Evaluate(run);
        if (value.IsError)
        {
            return value;
        }

        var at = key.Evaluate(run);
        return at.IsError ? at : Lookup.Index(value, at);
    }
}
