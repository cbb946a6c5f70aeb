using System.Text.Json;
using Lanekeeper.JsonSchema.Compiling;
using Lanekeeper.JsonSchema.Evaluating;

namespace Lanekeeper.JsonSchema.Keywords;

/// <summary>The items after those that <c>prefixItems</c> speaks of.</summary>
internal sealed class ItemsKeyword(KeywordOrigin origin, SchemaNode node, int prefix) : Keyword(origin)
{
    public override KeywordOrder Order => KeywordOrder.Applicator;

    public static Keyword? Read(KeywordReading reading)
    {
        if (reading.Value.ValueKind == JsonValueKind.Array)
        {
            reading.Fault("expected one schema for all items; found a list, which is the form of older drafts: write \"prefixItems\"");
            return null;
        }

        var prefix = reading.Beside("prefixItems") is { Value.ValueKind: JsonValueKind.Array } beside ? beside.Value.GetArrayLength() : 0;
        return reading.Child() is { } node ? new ItemsKeyword(reading.Origin, node, prefix) : null;
    }

    public override bool Evaluate(JsonElement instance, Evaluation evaluation, Marks? marks)
    {
        if (instance.ValueKind != JsonValueKind.Array)
        {
            return true;
        }

        marks?.AddAll();
        if (node.AllowsNothing)
        {
            var length = instance.GetArrayLength();
            return length <= prefix || (evaluation.Collects && evaluation.Fail(Origin, $"expected {Values.Words.Count(prefix, "item", "items")} at most; found {length}"));
        }

        var fits = true;
        var index = 0;
        foreach (var item in instance.EnumerateArray())
        {
            fits &= index < prefix || evaluation.Item(node, item, index);
            if (!fits && !evaluation.Collects)
            {
                return false;
            }

            index++;
        }

        return fits;
    }
}
