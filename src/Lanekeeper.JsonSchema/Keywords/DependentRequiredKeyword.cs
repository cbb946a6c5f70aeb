using System.Text.Json;
using Lanekeeper.JsonSchema.Compiling;
using Lanekeeper.JsonSchema.Evaluating;
using Lanekeeper.JsonSchema.Values;

namespace Lanekeeper.JsonSchema.Keywords;

internal sealed class DependentRequiredKeyword(KeywordOrigin origin, Utf8Names<RequiredNames> byName) : Keyword(origin)
{
    public static Keyword? Read(KeywordReading reading)
    {
        var byName = new Utf8Names<RequiredNames>();
        foreach (var member in reading.Members("an object of lists of names"))
        {
            byName.Add(JsonText.Name(member), new RequiredNames(reading.Texts(member.Value)));
        }

        return new DependentRequiredKeyword(reading.Origin, byName);
    }

    public override bool Evaluate(JsonElement instance, Evaluation evaluation, Marks? marks)
    {
        if (instance.ValueKind != JsonValueKind.Object)
        {
            return true;
        }

        var fits = true;
        foreach (var member in instance.EnumerateObject())
        {
            if (!evaluation.Spend(1))
            {
                return false;
            }

            if (byName.TryGet(JsonText.Utf8Name(member), out var required) && !required.AllIn(instance, evaluation))
            {
                fits = false;
                if (!evaluation.Collects)
                {
                    return false;
                }

                Report(instance, member, required, evaluation);
            }
        }

        return fits;
    }

    private void Report(JsonElement instance, JsonProperty member, RequiredNames required, Evaluation evaluation)
    {
        foreach (var name in required.MissingIn(instance))
        {
            evaluation.Fail(Origin, $"expected a property {Words.Quote(name)} beside {Words.Quote(JsonText.Name(member))}; found none of that name");
        }
    }
}
