using System.Text.Json;
using Lanekeeper.JsonSchema.Compiling;
using Lanekeeper.JsonSchema.Evaluating;

namespace Lanekeeper.JsonSchema.Keywords;

/// <summary>A reference whose target the outermost schema in the chain of evaluation may replace: how extensible schemas recurse.</summary>
internal sealed class DynamicRefKeyword(KeywordOrigin origin, SchemaNode fallback, string anchor) : Keyword(origin)
{
    public override KeywordOrder Order => KeywordOrder.Applicator;

    /// <summary>A target that is not a dynamic anchor cannot be replaced: then it is a plain reference.</summary>
    public static Keyword? Read(KeywordReading reading) => reading.Referred() switch
    {
        null => null,
        (var node, null) => new RefKeyword(reading.Origin, node),
        var (node, anchor) => new DynamicRefKeyword(reading.Origin, node, anchor),
    };

    public override bool Evaluate(JsonElement instance, Evaluation evaluation, Marks? marks) =>
        (evaluation.Outermost(anchor) ?? fallback).Evaluate(instance, evaluation, marks);
}
