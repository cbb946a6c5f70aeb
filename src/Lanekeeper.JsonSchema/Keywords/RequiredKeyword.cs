using System.Text.Json;
using Lanekeeper.JsonSchema.Compiling;
using Lanekeeper.JsonSchema.Evaluating;
using Lanekeeper.JsonSchema.Values;

namespace Lanekeeper.JsonSchema.Keywords;

internal sealed class RequiredKeyword(KeywordOrigin origin, RequiredNames required) : Keyword(origin)
{
    public static Keyword? Read(KeywordReading reading) => new RequiredKeyword(reading.Origin, new RequiredNames(reading.Texts()));

    public override bool Evaluate(JsonElement instance, Evaluation evaluation, Marks? marks) =>
        instance.ValueKind != JsonValueKind.Object || required.AllIn(instance, evaluation) || Report(instance, evaluation);

    private bool Report(JsonElement instance, Evaluation evaluation)
    {
        if (evaluation.Collects)
        {
            foreach (var name in required.MissingIn(instance))
            {
                evaluation.Fail(Origin, $"expected a property {Words.Quote(name)}; found none of that name");
            }
        }

        return false;
    }
}
