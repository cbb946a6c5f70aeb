using System.Text.Json;
using Lanekeeper.JsonSchema.Compiling;
using Lanekeeper.JsonSchema.Evaluating;
using Lanekeeper.JsonSchema.Values;

namespace Lanekeeper.JsonSchema.Keywords;

internal sealed class TypeKeyword(KeywordOrigin origin, JsonKinds kinds) : Keyword(origin)
{
    public static Keyword? Read(KeywordReading reading)
    {
        IReadOnlyList<string> names = reading.Value.ValueKind == JsonValueKind.String ? [JsonText.String(reading.Value)] : reading.Texts();
        var kinds = JsonKinds.None;
        foreach (var name in names)
        {
            var kind = JsonKindNames.Parse(name);
            kinds |= kind;
            if (kind == JsonKinds.None)
            {
                reading.Fault($"expected one of {JsonKindNames.Listed}; found {Words.Quote(name)}");
            }
        }

        return new TypeKeyword(reading.Origin, kinds);
    }

    public override bool Evaluate(JsonElement instance, Evaluation evaluation, Marks? marks) =>
        JsonKindNames.Holds(kinds, instance) || evaluation.Fail(this, instance);

    public override string Explain(JsonElement instance) => $"expected {JsonKindNames.Describe(kinds)}; found {Words.Found(instance)}";
}
