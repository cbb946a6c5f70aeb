namespace Lanekeeper.Cel.Evaluating;

/// <summary>A piece of the compiled expression. An error is a value like any other, and is told where it arose.</summary>
internal abstract class Node(int offset)
{
    public CelValue Evaluate(Run run) => run.Spend(1) ? Compute(run).At(offset) : run.Exhaustion;

    protected abstract CelValue Compute(Run run);
}
