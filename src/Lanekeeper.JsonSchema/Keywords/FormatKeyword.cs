using System.Text.Json;
using Lanekeeper.JsonSchema.Compiling;
using Lanekeeper.JsonSchema.Evaluating;
using Lanekeeper.JsonSchema.Formats;
using Lanekeeper.JsonSchema.Values;

namespace Lanekeeper.JsonSchema.Keywords;

/// <summary>An annotation, unless it is asked to assert; and then only for the formats that are known.</summary>
internal sealed class FormatKeyword(KeywordOrigin origin, Format format) : Keyword(origin)
{
    public static Keyword? Read(KeywordReading reading) =>
        reading.Text() is { } name && reading.AssertsFormat && Format.Find(name) is { } format ? new FormatKeyword(reading.Origin, format) : null;

    public override bool Evaluate(JsonElement instance, Evaluation evaluation, Marks? marks) =>
        instance.ValueKind != JsonValueKind.String || format.Holds(JsonText.Utf8(instance)) || evaluation.Fail(this, instance);

    public override string Explain(JsonElement instance) => $"expected {format.Words}; found {Words.Found(instance)}";
}
