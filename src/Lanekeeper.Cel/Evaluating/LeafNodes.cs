namespace Lanekeeper.Cel.Evaluating;

internal sealed class LiteralNode(int offset, CelValue value) : Node(offset)
{
    protected override CelValue Compute(Run run) => value;
}

/// <summary>A macro's variable.</summary>
internal sealed class LocalNode(int offset, int slot) : Node(offset)
{
    protected override CelValue Compute(Run run) => run.Slots[slot];
}

/// <summary>A variable with the fields read of it. A variable may itself be called <c>a.b</c>; the longest name that is bound wins.</summary>
internal sealed class VariableNode(int offset, string[] segments, int qualifying) : Node(offset)
{
    private readonly string[] _names = [.. Enumerable.Range(1, qualifying).Select(count => string.Join('.', segments.Take(count)))];

    protected override CelValue Compute(Run run)
    {
        for (var last = _names.Length - 1; last >= 0; last--)
        {
            if (run.Variables.TryGet(_names[last], out var value))
            {
                return Descend(value, last + 1);
            }
        }

        return segments.Length == qualifying && TypeNames.TryFind(_names[^1], out var type)
            ? type
            : CelValue.Error($"unknown variable '{segments[0]}'");
    }

    private CelValue Descend(CelValue value, int next)
    {
        for (; next < segments.Length && !value.IsError; next++)
        {
            value = Lookup.Field(value, segments[next]);
        }

        return value;
    }
}
