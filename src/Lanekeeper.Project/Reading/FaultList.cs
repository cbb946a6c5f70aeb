namespace Lanekeeper.Project.Reading;

/// <summary>Gathers every fault of a check, up to a bound that no person would read beyond.</summary>
internal sealed class FaultList
{
    private const int Most = 1_000;

    private readonly HashSet<Fault> _faults = [];

    public int Count => _faults.Count;

    public void Add(Fault fault)
    {
        if (_faults.Count < Most)
        {
            _faults.Add(fault);
        }
    }

    /// <summary>By file, then from top to bottom.</summary>
    public IReadOnlyList<Fault> Sorted() =>
        [.. _faults.OrderBy(fault => fault.File, StringComparer.Ordinal).ThenBy(fault => fault.Line).ThenBy(fault => fault.Column)];
}
