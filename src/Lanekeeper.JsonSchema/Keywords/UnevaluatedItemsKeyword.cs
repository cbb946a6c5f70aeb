using System.Text.Json;
using Lanekeeper.JsonSchema.Compiling;
using Lanekeeper.JsonSchema.Evaluating;

namespace Lanekeeper.JsonSchema.Keywords;

internal sealed class UnevaluatedItemsKeyword(KeywordOrigin origin, SchemaNode node) : Keyword(origin)
{
    public override KeywordOrder Order => KeywordOrder.Unevaluated;

    public static Keyword? Read(KeywordReading reading) => reading.Child() is { } node ? new UnevaluatedItemsKeyword(reading.Origin, node) : null;

    public override bool Evaluate(JsonElement instance, Evaluation evaluation, Marks? marks)
    {
        if (instance.ValueKind != JsonValueKind.Array)
        {
            return true;
        }

        var fits = true;
        var index = 0;
        foreach (var item in instance.EnumerateArray())
        {
            fits &= marks?.Has(index) == true || evaluation.Item(node, item, index);
            if (!fits && !evaluation.Collects)
            {
                return false;
            }

            index++;
        }

        marks?.AddAll();
        return fits;
    }
}
