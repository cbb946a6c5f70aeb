using System.Text.Json;
using Lanekeeper.JsonSchema.Compiling;
using Lanekeeper.JsonSchema.Evaluating;

namespace Lanekeeper.JsonSchema.Keywords;

internal sealed class AnyOfKeyword(KeywordOrigin origin, SchemaNode[] alternatives) : Keyword(origin)
{
    public override KeywordOrder Order => KeywordOrder.Applicator;

    public override IEnumerable<SchemaNode> InPlace => alternatives;

    public static Keyword? Read(KeywordReading reading) => new AnyOfKeyword(reading.Origin, reading.Children());

    public override bool Evaluate(JsonElement instance, Evaluation evaluation, Marks? marks)
    {
        var fits = false;
        foreach (var alternative in alternatives)
        {
            var own = marks is null ? null : new Marks();
            if (!evaluation.Tries(alternative, instance, own))
            {
                continue;
            }

            if (own is null)
            {
                return true;
            }

            // Every alternative that fits has a say in what is evaluated.
            marks!.Add(own);
            fits = true;
        }

        return fits || NearestAlternative.Explain(Origin, alternatives, instance, evaluation);
    }
}
