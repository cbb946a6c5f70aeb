using System.Text.Json;
using Lanekeeper.JsonSchema.Compiling;
using Lanekeeper.JsonSchema.Evaluating;

namespace Lanekeeper.JsonSchema.Keywords;

internal sealed class AllOfKeyword(KeywordOrigin origin, SchemaNode[] parts) : Keyword(origin)
{
    public override KeywordOrder Order => KeywordOrder.Applicator;

    public override IEnumerable<SchemaNode> InPlace => parts;

    public static Keyword? Read(KeywordReading reading) => new AllOfKeyword(reading.Origin, reading.Children());

    public override bool Evaluate(JsonElement instance, Evaluation evaluation, Marks? marks)
    {
        var fits = true;
        foreach (var part in parts)
        {
            fits &= part.Evaluate(instance, evaluation, marks);
            if (!fits && !evaluation.Collects)
            {
                return false;
            }
        }

        return fits;
    }
}
