namespace Lanekeeper.JsonSchema.Compiling;

/// <summary>What was found wrong with a schema, up to a limit.</summary>
internal sealed class SchemaFaults(int limit)
{
    private readonly List<SchemaFault> _all = [];

    public IReadOnlyList<SchemaFault> All => _all;

    public void Add(string path, string message)
    {
        if (_all.Count < limit)
        {
            _all.Add(new SchemaFault(path, message));
        }
    }
}
