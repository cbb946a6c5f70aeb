namespace Lanekeeper.JsonSchema;

/// <summary>One reason why an instance does not fit its schema.</summary>
/// <param name="InstancePath">A JSON Pointer into the instance; empty for the whole of it.</param>
/// <param name="SchemaPath">Where the keyword stands: a JSON Pointer into the schema; in another document, its URI, <c>#</c> and the pointer.</param>
/// <param name="Keyword">The keyword that failed; <c>false</c> for a schema that allows nothing; empty when a limit was reached.</param>
/// <param name="Message">What was expected and what was found.</param>
public sealed record ValidationError(string InstancePath, string SchemaPath, string Keyword, string Message)
{
    public override string ToString() => $"{(InstancePath.Length == 0 ? "(root)" : InstancePath)}: {Message}";
}
