using System.Text.Json;
using Lanekeeper.JsonSchema.Compiling;
using Lanekeeper.JsonSchema.Evaluating;

namespace Lanekeeper.JsonSchema.Keywords;

internal sealed class UnevaluatedPropertiesKeyword(KeywordOrigin origin, SchemaNode node) : Keyword(origin)
{
    public override KeywordOrder Order => KeywordOrder.Unevaluated;

    public static Keyword? Read(KeywordReading reading) => reading.Child() is { } node ? new UnevaluatedPropertiesKeyword(reading.Origin, node) : null;

    public override bool Evaluate(JsonElement instance, Evaluation evaluation, Marks? marks)
    {
        if (instance.ValueKind != JsonValueKind.Object)
        {
            return true;
        }

        var fits = true;
        var index = 0;
        foreach (var member in instance.EnumerateObject())
        {
            if (!evaluation.Spend(1))
            {
                return false;
            }

            if (marks?.Has(index) != true)
            {
                fits &= node.AllowsNothing ? Refuse(member, evaluation) : evaluation.Member(node, member);
                if (!fits && !evaluation.Collects)
                {
                    return false;
                }
            }

            index++;
        }

        marks?.AddAll();
        return fits;
    }

    private bool Refuse(JsonProperty member, Evaluation evaluation) =>
        evaluation.Collects && evaluation.FailMember(Origin, member, "expected only properties that the schema knows; found this one");
}
