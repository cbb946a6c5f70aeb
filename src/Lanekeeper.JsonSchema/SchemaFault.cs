namespace Lanekeeper.JsonSchema;

/// <summary>One thing wrong with a schema.</summary>
/// <param name="SchemaPath">A JSON Pointer into the schema; in a document referred to, its URI, <c>#</c> and the pointer.</param>
/// <param name="Message">What was expected and what was found.</param>
public sealed record SchemaFault(string SchemaPath, string Message)
{
    public override string ToString() => $"{(SchemaPath.Length == 0 ? "(root)" : SchemaPath)}: {Message}";
}
