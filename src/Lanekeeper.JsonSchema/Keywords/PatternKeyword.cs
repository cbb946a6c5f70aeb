using System.Text.Json;
using Lanekeeper.JsonSchema.Compiling;
using Lanekeeper.JsonSchema.Evaluating;
using Lanekeeper.JsonSchema.Patterns;
using Lanekeeper.JsonSchema.Values;

namespace Lanekeeper.JsonSchema.Keywords;

internal sealed class PatternKeyword(KeywordOrigin origin, Pattern pattern) : Keyword(origin)
{
    public static Keyword? Read(KeywordReading reading) =>
        reading.Text() is { } source && reading.Pattern(source) is { } pattern ? new PatternKeyword(reading.Origin, pattern) : null;

    public override bool Evaluate(JsonElement instance, Evaluation evaluation, Marks? marks) =>
        instance.ValueKind != JsonValueKind.String || pattern.IsMatch(JsonText.Utf8(instance), evaluation) || evaluation.Fail(this, instance);

    public override string Explain(JsonElement instance) => $"expected a text like {Words.Quote(pattern.Source)}; found {Words.Found(instance)}";
}
