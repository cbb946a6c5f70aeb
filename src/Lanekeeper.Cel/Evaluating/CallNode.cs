using System.Runtime.CompilerServices;
using Lanekeeper.Cel.Functions;

namespace Lanekeeper.Cel.Evaluating;

/// <summary>A call; the receiver, if any, is the first argument.</summary>
internal sealed class CallNode(int offset, Function function, Node[] arguments) : Node(offset)
{
    protected override CelValue Compute(Run run)
    {
        Few few = default;
        Span<CelValue> values = arguments.Length <= Few.Length ? ((Span<CelValue>)few)[..arguments.Length] : new CelValue[arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            values[i] = arguments[i].Evaluate(run);
            if (values[i].IsError)
            {
                return values[i];
            }
        }

        return function.Body(values, run);
    }

    [InlineArray(Length)]
    private struct Few
    {
        public const int Length = 4;
        private CelValue _first;
    }
}

/// <summary>What an unchecked expression makes of a call that cannot be: an error, when it is reached.</summary>
internal sealed class FailingNode(int offset, string message) : Node(offset)
{
    protected override CelValue Compute(Run run) => CelValue.Error(message);
}
