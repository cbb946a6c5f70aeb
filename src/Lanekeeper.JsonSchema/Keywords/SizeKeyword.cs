using System.Text.Json;
using Lanekeeper.JsonSchema.Compiling;
using Lanekeeper.JsonSchema.Evaluating;
using Lanekeeper.JsonSchema.Values;

namespace Lanekeeper.JsonSchema.Keywords;

/// <summary><c>minItems</c>, <c>maxItems</c>, <c>minProperties</c>, <c>maxProperties</c>.</summary>
internal sealed class SizeKeyword(KeywordOrigin origin, long limit) : Keyword(origin)
{
    private readonly bool _isLeast = origin.Name is "minItems" or "minProperties";
    private readonly JsonValueKind _kind = origin.Name is "minItems" or "maxItems" ? JsonValueKind.Array : JsonValueKind.Object;

    public static Keyword? Read(KeywordReading reading) => reading.Count() is { } limit ? new SizeKeyword(reading.Origin, limit) : null;

    public override bool Evaluate(JsonElement instance, Evaluation evaluation, Marks? marks)
    {
        if (instance.ValueKind != _kind)
        {
            return true;
        }

        var size = Size(instance);
        return (_isLeast ? size >= limit : size <= limit) || evaluation.Fail(this, instance);
    }

    public override string Explain(JsonElement instance)
    {
        var words = _kind == JsonValueKind.Array ? Words.Count(limit, "item", "items") : Words.Count(limit, "property", "properties");
        return $"expected {(_isLeast ? "at least" : "at most")} {words}; found {Size(instance)}";
    }

    private int Size(JsonElement instance) => _kind == JsonValueKind.Array ? instance.GetArrayLength() : instance.GetPropertyCount();
}
