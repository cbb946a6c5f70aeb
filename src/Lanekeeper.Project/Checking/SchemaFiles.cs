using Lanekeeper.Project.Reading;
using Lanekeeper.Project.Shaping;

namespace Lanekeeper.Project.Checking;

/// <summary>The schemas of the project, each compiled once however often it is named.</summary>
internal sealed class SchemaFiles(CheckContext context)
{
    private readonly Dictionary<string, SchemaFile?> _compiled = new(StringComparer.Ordinal);

    /// <summary>The schema that a place names.</summary>
    public SchemaFile? Find(Located<string> path) => context.Source(path) is null ? null : Compile(path.Value);

    /// <summary>The same, where the schema has to be one of an object.</summary>
    public SchemaFile? FindObject(Located<string> path)
    {
        var schema = Find(path);
        if (schema is not null && !IsObject(schema))
        {
            path.Fault(context.Faults, $"`{path.Value}` describes something else; expected a schema with \"type\": \"object\"");
        }

        return schema;
    }

    /// <summary>Compiles the schemas that nothing names too: one that is broken is worth knowing of.</summary>
    public void CompileAll()
    {
        foreach (var path in context.Paths.Where(path => path.StartsWith("schemas/", StringComparison.Ordinal) && path.EndsWith(".json", StringComparison.Ordinal)))
        {
            Compile(path);
        }
    }

    private SchemaFile? Compile(string path)
    {
        if (!_compiled.TryGetValue(path, out var schema))
        {
            schema = context.Source(path) is { } source ? Compile(source) : null;
            _compiled.Add(path, schema);
        }

        return schema;
    }

    /// <remarks>An address that is no address, and a date that is no date, are caught where they enter.</remarks>
    private static readonly JsonSchema.SchemaOptions Options = new() { AssertFormat = true };

    private SchemaFile? Compile(SourceText source)
    {
        if (JsonReader.Read(source, 0, source.Text.Length, context.Faults) is not { } node)
        {
            return null;
        }

        var json = node.ToJson();
        var compilation = JsonSchema.Schema.Compile(json, Options);
        if (compilation.Succeeded(out var compiled))
        {
            return new(source.Path, json, compiled);
        }

        foreach (var fault in compilation.Faults)
        {
            node.Fault(context.Faults, $"the schema does not compile: {fault}");
        }

        return null;
    }

    private static bool IsObject(SchemaFile schema) =>
        schema.Json.ValueKind == System.Text.Json.JsonValueKind.Object
        && schema.Json.TryGetProperty("type", out var type)
        && type.ValueKind == System.Text.Json.JsonValueKind.String
        && type.ValueEquals("object");
}
