using System.Text.Json;
using Lanekeeper.JsonSchema.Compiling;
using Lanekeeper.JsonSchema.Evaluating;
using Lanekeeper.JsonSchema.Values;

namespace Lanekeeper.JsonSchema.Keywords;

internal sealed class MultipleOfKeyword(KeywordOrigin origin, Number divisor, string divisorText) : Keyword(origin)
{
    public static Keyword? Read(KeywordReading reading)
    {
        if (reading.Value.ValueKind != JsonValueKind.Number || !Number.Of(reading.Value).IsPositive)
        {
            reading.Expected("a number greater than 0");
            return null;
        }

        return new MultipleOfKeyword(reading.Origin, Number.Of(reading.Value), Words.Demanded(reading.Value));
    }

    public override bool Evaluate(JsonElement instance, Evaluation evaluation, Marks? marks) =>
        instance.ValueKind != JsonValueKind.Number || Number.Of(instance).IsMultipleOf(divisor, evaluation) || evaluation.Fail(this, instance);

    public override string Explain(JsonElement instance) => $"expected a multiple of {divisorText}; found {Words.Found(instance)}";
}
