using System.Text.Json;
using Lanekeeper.JsonSchema.Compiling;
using Lanekeeper.JsonSchema.Evaluating;
using Lanekeeper.JsonSchema.Values;

namespace Lanekeeper.JsonSchema.Keywords;

/// <summary><c>minLength</c> and <c>maxLength</c>, in code points.</summary>
internal sealed class LengthKeyword(KeywordOrigin origin, long limit) : Keyword(origin)
{
    private readonly bool _isLeast = origin.Name == "minLength";

    public static Keyword? Read(KeywordReading reading) => reading.Count() is { } limit ? new LengthKeyword(reading.Origin, limit) : null;

    public override bool Evaluate(JsonElement instance, Evaluation evaluation, Marks? marks)
    {
        if (instance.ValueKind != JsonValueKind.String)
        {
            return true;
        }

        var length = JsonText.CodePoints(JsonText.Utf8(instance));
        return (_isLeast ? length >= limit : length <= limit) || evaluation.Fail(this, instance);
    }

    public override string Explain(JsonElement instance) =>
        $"expected {(_isLeast ? "at least" : "at most")} {Words.Count(limit, "character", "characters")}; found {JsonText.CodePoints(JsonText.Utf8(instance))} in {Words.Found(instance)}";
}
