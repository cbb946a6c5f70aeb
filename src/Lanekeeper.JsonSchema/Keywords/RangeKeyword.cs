using System.Text.Json;
using Lanekeeper.JsonSchema.Compiling;
using Lanekeeper.JsonSchema.Evaluating;
using Lanekeeper.JsonSchema.Values;

namespace Lanekeeper.JsonSchema.Keywords;

/// <summary><c>minimum</c>, <c>maximum</c> and their exclusive sisters, exact for numbers of any size.</summary>
internal sealed class RangeKeyword(KeywordOrigin origin, Number limit, string limitText) : Keyword(origin)
{
    private readonly bool _isLower = origin.Name is "minimum" or "exclusiveMinimum";
    private readonly bool _includesLimit = origin.Name is "minimum" or "maximum";

    public static Keyword? Read(KeywordReading reading)
    {
        if (reading.Value.ValueKind != JsonValueKind.Number)
        {
            reading.Expected("a number");
            return null;
        }

        return new RangeKeyword(reading.Origin, Number.Of(reading.Value), Words.Demanded(reading.Value));
    }

    public override bool Evaluate(JsonElement instance, Evaluation evaluation, Marks? marks)
    {
        if (instance.ValueKind != JsonValueKind.Number)
        {
            return true;
        }

        var order = Number.Of(instance).CompareTo(limit);
        var isWithin = order == 0 ? _includesLimit : order > 0 == _isLower;
        return isWithin || evaluation.Fail(this, instance);
    }

    public override string Explain(JsonElement instance) => $"expected {Relation} {limitText}; found {Words.Found(instance)}";

    private string Relation => Origin.Name switch
    {
        "minimum" => "at least",
        "maximum" => "at most",
        "exclusiveMinimum" => "more than",
        _ => "less than",
    };
}
