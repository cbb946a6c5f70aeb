using System.Text.Json;
using Lanekeeper.JsonSchema.Compiling;
using Lanekeeper.JsonSchema.Evaluating;

namespace Lanekeeper.JsonSchema.Keywords;

internal sealed class RefKeyword(KeywordOrigin origin, SchemaNode target) : Keyword(origin)
{
    public override KeywordOrder Order => KeywordOrder.Applicator;

    public override IEnumerable<SchemaNode> InPlace => [target];

    public static Keyword? Read(KeywordReading reading) => reading.Referred() is var (node, _) ? new RefKeyword(reading.Origin, node) : null;

    public override bool Evaluate(JsonElement instance, Evaluation evaluation, Marks? marks) => target.Evaluate(instance, evaluation, marks);
}
