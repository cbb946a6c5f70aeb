using System.Text.Json;
using Lanekeeper.JsonSchema.Compiling;
using Lanekeeper.JsonSchema.Evaluating;

namespace Lanekeeper.JsonSchema.Keywords;

internal sealed class OneOfKeyword(KeywordOrigin origin, SchemaNode[] alternatives) : Keyword(origin)
{
    public override KeywordOrder Order => KeywordOrder.Applicator;

    public override IEnumerable<SchemaNode> InPlace => alternatives;

    public static Keyword? Read(KeywordReading reading) => new OneOfKeyword(reading.Origin, reading.Children());

    public override bool Evaluate(JsonElement instance, Evaluation evaluation, Marks? marks)
    {
        var first = -1;
        for (var index = 0; index < alternatives.Length; index++)
        {
            var own = marks is null ? null : new Marks();
            if (!evaluation.Tries(alternatives[index], instance, own))
            {
                continue;
            }

            if (first >= 0)
            {
                return evaluation.Collects && evaluation.Fail(Origin, $"expected to fit exactly one of {alternatives.Length} alternatives; found that it fits number {first + 1} and number {index + 1}");
            }

            first = index;
            if (own is not null)
            {
                marks!.Add(own);
            }
        }

        return first >= 0 || NearestAlternative.Explain(Origin, alternatives, instance, evaluation);
    }
}
