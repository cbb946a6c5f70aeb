using System.Text.Json;
using Lanekeeper.Project.Shaping;

namespace Lanekeeper.Project.Syntax;

/// <summary>A labelled example: one line of <c>evals/*.examples.jsonl</c>.</summary>
internal sealed record ExampleSyntax(Located<JsonElement> Input, Located<JsonElement> Output)
{
    public static readonly Shape<ExampleSyntax> Shape = new ObjectShape<ExampleSyntax>("an example", fields =>
    {
        var input = fields.Required("input", Words.JsonObject, "An input of the workflow.");
        var output = fields.Required("output", Words.JsonObject, "What a good answer would say, in part or whole.");
        return values => new(values.Get(input), values.Get(output));
    });
}

/// <summary>A gold case: one line of <c>evals/*.gold.jsonl</c>.</summary>
internal sealed record GoldSyntax(Located<string> Id, Located<JsonElement> Input, Located<JsonElement> Expected, IReadOnlyList<string> Tags)
{
    public static readonly Shape<GoldSyntax> Shape = new ObjectShape<GoldSyntax>("a gold case", fields =>
    {
        var id = fields.Required("id", Words.Line.Located(), "The case's name, each once.");
        var input = fields.Required("input", Words.JsonObject, "An input of the workflow.");
        var expected = fields.Required("expected", Words.JsonObject, "The fields of the answer that are compared.");
        var tags = fields.Optional("tags", Words.List("tags", Words.Line), "Words to group cases by.");
        return values => new(values.Get(id), values.Get(input), values.Get(expected), values.Find(tags) ?? []);
    });
}
