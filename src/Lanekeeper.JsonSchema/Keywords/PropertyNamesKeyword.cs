using System.Text.Json;
using Lanekeeper.JsonSchema.Compiling;
using Lanekeeper.JsonSchema.Evaluating;
using Lanekeeper.JsonSchema.Values;

namespace Lanekeeper.JsonSchema.Keywords;

internal sealed class PropertyNamesKeyword(KeywordOrigin origin, SchemaNode names) : Keyword(origin)
{
    public override KeywordOrder Order => KeywordOrder.Applicator;

    public static Keyword? Read(KeywordReading reading) => reading.Child() is { } names ? new PropertyNamesKeyword(reading.Origin, names) : null;

    public override bool Evaluate(JsonElement instance, Evaluation evaluation, Marks? marks)
    {
        if (instance.ValueKind != JsonValueKind.Object)
        {
            return true;
        }

        var fits = true;
        foreach (var member in instance.EnumerateObject())
        {
            if (!names.Evaluate(JsonText.NameValue(member), evaluation, marks: null))
            {
                fits = false;
                if (!evaluation.Collects)
                {
                    return false;
                }

                evaluation.Fail(Origin, $"the name of the property {Words.Quote(JsonText.Name(member))} does not fit");
            }
        }

        return fits;
    }
}
