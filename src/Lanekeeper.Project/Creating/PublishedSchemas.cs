using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lanekeeper.Project.Syntax;

namespace Lanekeeper.Project.Creating;

/// <summary>The shapes of the project's files as JSON Schemas, for editors and other tools.</summary>
internal static class PublishedSchemas
{
    public const string MainFile = "lanekeeper.schema.json";
    public const string WorkflowFile = "workflow.schema.json";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyDictionary<string, string> All() => new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        [MainFile] = Publish(MainFile, "lanekeeper.yaml: models, routes, tools, sources and people of a project.", ProjectSyntax.Shape.Describe()),
        [WorkflowFile] = Publish(WorkflowFile, "workflows/<name>/workflow.yaml: what comes in, what is done, what may be done.", WorkflowSyntax.Shape.Describe()),
        ["example-line.schema.json"] = Publish("example-line.schema.json", "One line of a file of labelled examples.", ExampleSyntax.Shape.Describe()),
        ["gold-line.schema.json"] = Publish("gold-line.schema.json", "One line of a file of gold cases.", GoldSyntax.Shape.Describe()),
    };

    private static string Publish(string name, string title, JsonObject schema)
    {
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "$id", $"urn:lanekeeper:{name}");
        schema.Insert(2, "title", title);
        return schema.ToJsonString(Readable) + "\n";
    }
}
