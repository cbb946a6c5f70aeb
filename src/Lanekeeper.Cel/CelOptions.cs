namespace Lanekeeper.Cel;

/// <summary>The bounds of an expression, and how strictly it is read.</summary>
public sealed record CelOptions
{
    /// <summary>The deepest nesting that any options may allow.</summary>
    public const int DeepestNesting = 500;

    internal static CelOptions Default { get; } = new();

    /// <summary>The longest source text, in UTF-16 units. Default 20,000.</summary>
    public int MaxLength { get; init => field = Positive(value, int.MaxValue); } = 20_000;

    /// <summary>How deep an expression may nest. Default 200, at most <see cref="DeepestNesting"/>.</summary>
    public int MaxDepth { get; init => field = Positive(value, DeepestNesting); } = 200;

    /// <summary>How much work one evaluation may do: about one unit a node, an element or eight characters. Default 1,000,000.</summary>
    public long CostLimit { get; init => field = Positive(value, long.MaxValue); } = 1_000_000;

    /// <summary>
    /// Whether an unknown function, a wrong number of arguments and a bad constant pattern are faults of the source (the default).
    /// When not, they are error values of the evaluation, as in CEL without a type checker.
    /// </summary>
    public bool Checked { get; init; } = true;

    private static T Positive<T>(T value, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(default) <= 0 || value.CompareTo(most) > 0)
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, $"Expected a number from 1 to {most}.");
        }

        return value;
    }
}
