using System.Text.Json;
using Lanekeeper.JsonSchema.Compiling;
using Lanekeeper.JsonSchema.Evaluating;

namespace Lanekeeper.JsonSchema.Keywords;

internal sealed class PrefixItemsKeyword(KeywordOrigin origin, SchemaNode[] nodes) : Keyword(origin)
{
    public override KeywordOrder Order => KeywordOrder.Applicator;

    public static Keyword? Read(KeywordReading reading) => new PrefixItemsKeyword(reading.Origin, reading.Children());

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
            if (index >= nodes.Length)
            {
                break;
            }

            marks?.Add(index);
            fits &= evaluation.Item(nodes[index], item, index);
            if (!fits && !evaluation.Collects)
            {
                return false;
            }

            index++;
        }

        return fits;
    }
}
