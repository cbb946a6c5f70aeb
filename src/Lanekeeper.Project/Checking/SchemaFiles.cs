using System.Text.Json;
using Lanekeeper.JsonSchema;
using Lanekeeper.Project.Reading;
using Lanekeeper.Project.Shaping;

namespace Lanekeeper.Project.Checking;

/// <summary>The schemas of the project, each compiled once however often it is named.</summary>
internal sealed class SchemaFiles(CheckContext context)
{
    // What a schema says of formats is meant: a tool that wants an address is given one.
    private static readonly SchemaOptions Options = new() { AssertFormat = true };

    private readonly Dictionary<string, SchemaFile?> _compiled = new(StringComparer.Ordinal);

    /// <summary>The schema that a place names.</summary>
    public SchemaFile? Find(Located<string> path) => context.Source(path) is null ? null : Compile(path.Value);

    /// <summary>The same, where the schema has to be one of an object.</summary>
    public SchemaFile? FindObject(Located<string> path)
    {
        var schema = Find(path);
        if (schema is null || IsObject(schema))
        {
            return schema;
        }

        path.Fault(context.Faults, $"`{path.Value}` describes something else; expected a schema with \"type\": \"object\"");
        return null;
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

    private SchemaFile? Compile(SourceText source)
    {
        if (JsonReader.Read(source, 0, source.Text.Length, context.Faults) is not { } node)
        {
            return null;
        }

        var json = node.ToJson();
        var compilation = Schema.Compile(json, Options);
        foreach (var fault in compilation.Faults)
        {
            node.At(fault.SchemaPath).Fault(context.Faults, $"the schema does not compile: {fault}");
        }

        return compilation.Succeeded(out var schema) ? new(source.Path, json, schema) : null;
    }

    private static bool IsObject(SchemaFile schema) =>
        schema.Json.ValueKind == JsonValueKind.Object
        && schema.Json.TryGetProperty("type", out var type)
        && type.ValueKind == JsonValueKind.String
        && type.ValueEquals("object");
}
