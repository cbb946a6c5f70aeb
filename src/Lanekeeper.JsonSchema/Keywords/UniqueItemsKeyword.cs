using System.Text.Json;
using Lanekeeper.JsonSchema.Compiling;
using Lanekeeper.JsonSchema.Evaluating;
using Lanekeeper.JsonSchema.Values;

namespace Lanekeeper.JsonSchema.Keywords;

internal sealed class UniqueItemsKeyword(KeywordOrigin origin) : Keyword(origin)
{
    public static Keyword? Read(KeywordReading reading)
    {
        if (reading.Value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            reading.Expected("true or false");
        }

        return reading.Value.ValueKind == JsonValueKind.True ? new UniqueItemsKeyword(reading.Origin) : null;
    }

    public override bool Evaluate(JsonElement instance, Evaluation evaluation, Marks? marks)
    {
        if (instance.ValueKind != JsonValueKind.Array || instance.GetArrayLength() < 2)
        {
            return true;
        }

        var seen = new Dictionary<JsonElement, int>(instance.GetArrayLength(), evaluation.Comparer);
        var index = 0;
        foreach (var item in instance.EnumerateArray())
        {
            if (!seen.TryAdd(item, index))
            {
                return evaluation.Collects && evaluation.Fail(Origin, $"expected every item once; found {Words.Found(item)} at {seen[item]} and again at {index}");
            }

            if (evaluation.Exhausted is not null)
            {
                return false;
            }

            index++;
        }

        return true;
    }
}
