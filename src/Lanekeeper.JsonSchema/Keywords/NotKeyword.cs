using System.Text.Json;
using Lanekeeper.JsonSchema.Compiling;
using Lanekeeper.JsonSchema.Evaluating;

namespace Lanekeeper.JsonSchema.Keywords;

internal sealed class NotKeyword(KeywordOrigin origin, SchemaNode forbidden) : Keyword(origin)
{
    public override KeywordOrder Order => KeywordOrder.Applicator;

    public override IEnumerable<SchemaNode> InPlace => [forbidden];

    public static Keyword? Read(KeywordReading reading) => reading.Child() is { } child ? new NotKeyword(reading.Origin, child) : null;

    public override bool Evaluate(JsonElement instance, Evaluation evaluation, Marks? marks) =>
        !evaluation.Tries(forbidden, instance, marks: null) || evaluation.Fail(this, instance);

    public override string Explain(JsonElement instance) => $"expected not to fit the schema under \"not\"; found {Values.Words.Found(instance)}";
}
