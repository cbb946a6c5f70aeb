using System.Text.Json;
using Lanekeeper.JsonSchema.Compiling;
using Lanekeeper.JsonSchema.Evaluating;

namespace Lanekeeper.JsonSchema.Keywords;

/// <summary><c>if</c> with its <c>then</c> and <c>else</c>.</summary>
internal sealed class IfKeyword(KeywordOrigin origin, SchemaNode condition, SchemaNode? then, SchemaNode? otherwise) : Keyword(origin)
{
    public override KeywordOrder Order => KeywordOrder.Applicator;

    public override IEnumerable<SchemaNode> InPlace => new[] { condition, then, otherwise }.OfType<SchemaNode>();

    public static Keyword? Read(KeywordReading reading) => reading.Child() is { } condition
        ? new IfKeyword(reading.Origin, condition, reading.Beside("then")?.Child(), reading.Beside("else")?.Child())
        : null;

    public override bool Evaluate(JsonElement instance, Evaluation evaluation, Marks? marks)
    {
        var own = marks is null ? null : new Marks();
        if (!evaluation.Tries(condition, instance, own))
        {
            return otherwise is null || otherwise.Evaluate(instance, evaluation, marks);
        }

        if (own is not null)
        {
            marks!.Add(own);
        }

        return then is null || then.Evaluate(instance, evaluation, marks);
    }
}
