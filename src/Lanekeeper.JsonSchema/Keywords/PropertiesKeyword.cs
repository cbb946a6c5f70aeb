using System.Text.Json;
using Lanekeeper.JsonSchema.Compiling;
using Lanekeeper.JsonSchema.Evaluating;
using Lanekeeper.JsonSchema.Values;

namespace Lanekeeper.JsonSchema.Keywords;

internal sealed class PropertiesKeyword(KeywordOrigin origin, Utf8Names<SchemaNode> byName) : Keyword(origin)
{
    public override KeywordOrder Order => KeywordOrder.Applicator;

    public static Keyword? Read(KeywordReading reading)
    {
        var byName = new Utf8Names<SchemaNode>();
        foreach (var (name, node) in reading.ChildrenByName())
        {
            byName.Add(name, node);
        }

        return new PropertiesKeyword(reading.Origin, byName);
    }

    public override bool Evaluate(JsonElement instance, Evaluation evaluation, Marks? marks)
    {
        if (instance.ValueKind != JsonValueKind.Object)
        {
            return true;
        }

        var fits = true;
        var index = 0;
        foreach (var member in instance.EnumerateObject())
        {
            if (!evaluation.Spend(1))
            {
                return false;
            }

            if (byName.TryGet(JsonText.Utf8Name(member), out var node))
            {
                marks?.Add(index);
                fits &= evaluation.Member(node, member);
                if (!fits && !evaluation.Collects)
                {
                    return false;
                }
            }

            index++;
        }

        return fits;
    }
}
