using System.Diagnostics.CodeAnalysis;

namespace Lanekeeper.JsonSchema;

/// <summary>What came of <see cref="Schema.Compile"/>: a schema, or the faults that stand against it.</summary>
public sealed record SchemaCompilation
{
    internal SchemaCompilation(Schema? schema, IReadOnlyList<SchemaFault> faults)
    {
        Schema = schema;
        Faults = faults;
    }

    /// <summary>The compiled schema; null when there are faults.</summary>
    public Schema? Schema { get; }

    public IReadOnlyList<SchemaFault> Faults { get; }

    public bool Succeeded([NotNullWhen(true)] out Schema? schema)
    {
        schema = Schema;
        return schema is not null;
    }
}
