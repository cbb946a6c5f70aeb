using System.Text.Json;
using Lanekeeper.JsonSchema.Compiling;
using Lanekeeper.JsonSchema.Evaluating;
using Lanekeeper.JsonSchema.Values;

namespace Lanekeeper.JsonSchema.Keywords;

internal sealed class EnumKeyword(KeywordOrigin origin, JsonElement values, Utf8Names<bool> texts, JsonElement[] others) : Keyword(origin)
{
    public static Keyword? Read(KeywordReading reading)
    {
        if (reading.Value.ValueKind != JsonValueKind.Array)
        {
            reading.Expected("a list of values");
            return null;
        }

        var values = reading.Value.Clone();
        var texts = new Utf8Names<bool>();
        var others = new List<JsonElement>();
        foreach (var value in values.EnumerateArray())
        {
            if (value.ValueKind == JsonValueKind.String)
            {
                texts.Add(JsonText.Utf8(value), true);
            }
            else
            {
                others.Add(value);
            }
        }

        return new EnumKeyword(reading.Origin, values, texts, [.. others]);
    }

    public override bool Evaluate(JsonElement instance, Evaluation evaluation, Marks? marks) =>
        Has(instance, evaluation) || evaluation.Fail(this, instance);

    public override string Explain(JsonElement instance) => values.GetArrayLength() switch
    {
        0 => $"no value is allowed here; found {Words.Found(instance)}",
        1 => $"expected {Words.Demanded(values[0])}; found {Words.Found(instance)}",
        _ => $"expected one of {Words.List(values.EnumerateArray().Select(Words.Demanded))}; found {Words.Found(instance)}",
    };

    private bool Has(JsonElement instance, Evaluation evaluation)
    {
        if (instance.ValueKind == JsonValueKind.String)
        {
            return texts.Has(JsonText.Utf8(instance));
        }

        foreach (var other in others)
        {
            if (evaluation.Comparer.Equals(instance, other))
            {
                return true;
            }
        }

        return false;
    }
}
