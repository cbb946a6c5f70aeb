namespace Lanekeeper.Models.Baseline.Extracting;

/// <summary>A value that a text holds, and where.</summary>
internal readonly record struct Found<T>(T Value, int Start, int Length)
{
    public int End => Start + Length;

    public bool Overlaps(int start, int end) => Start < end && start < End;
}
