using System.Text.Json;
using Lanekeeper.JsonSchema;

namespace Lanekeeper.Rooms.Tests.JsonSchema;

internal static class Schemas
{
    public static JsonElement Json(string text) => JsonElement.Parse(text, new JsonDocumentOptions { MaxDepth = 100_000 });

    public static SchemaCompilation Compile(string schema, SchemaOptions? options = null) => Schema.Compile(Json(schema), options);

    /// <summary>The schema, which must be a good one.</summary>
    public static Schema Good(string schema, SchemaOptions? options = null)
    {
        var compilation = Compile(schema, options);
        compilation.Faults.ShouldBeEmpty();
        return compilation.Schema.ShouldNotBeNull();
    }

    public static IReadOnlyList<ValidationError> Errors(string schema, string instance, SchemaOptions? options = null) =>
        Good(schema, options).Validate(Json(instance)).Errors;
}
