using System.Text.Json;
using Lanekeeper.JsonSchema.Compiling;
using Lanekeeper.JsonSchema.Evaluating;
using Lanekeeper.JsonSchema.Values;

namespace Lanekeeper.JsonSchema.Keywords;

internal sealed class ConstKeyword(KeywordOrigin origin, JsonElement value) : Keyword(origin)
{
    public static Keyword? Read(KeywordReading reading) => new ConstKeyword(reading.Origin, reading.Value.Clone());

    public override bool Evaluate(JsonElement instance, Evaluation evaluation, Marks? marks) =>
        evaluation.Comparer.Equals(instance, value) || evaluation.Fail(this, instance);

    public override string Explain(JsonElement instance) => $"expected {Words.Demanded(value)}; found {Words.Found(instance)}";
}
