using System.Text.Json;
using Lanekeeper.JsonSchema.Compiling;
using Lanekeeper.JsonSchema.Evaluating;
using Lanekeeper.JsonSchema.Values;

namespace Lanekeeper.JsonSchema.Keywords;

internal sealed class DependentSchemasKeyword(KeywordOrigin origin, Utf8Names<SchemaNode> byName) : Keyword(origin)
{
    private readonly SchemaNode[] _all = [.. byName.Values];

    public override KeywordOrder Order => KeywordOrder.Applicator;

    public override IEnumerable<SchemaNode> InPlace => _all;

    public static Keyword? Read(KeywordReading reading)
    {
        var byName = new Utf8Names<SchemaNode>();
        foreach (var (name, node) in reading.ChildrenByName())
        {
            byName.Add(name, node);
        }

        return new DependentSchemasKeyword(reading.Origin, byName);
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

            if (byName.TryGet(JsonText.Utf8Name(member), out var dependent))
            {
                fits &= dependent.Evaluate(instance, evaluation, marks);
                if (!fits && !evaluation.Collects)
                {
                    return false;
                }
            }
        }

        return fits;
    }
}
