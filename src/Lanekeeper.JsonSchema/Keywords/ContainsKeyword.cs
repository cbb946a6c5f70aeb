using System.Text.Json;
using Lanekeeper.JsonSchema.Compiling;
using Lanekeeper.JsonSchema.Evaluating;

namespace Lanekeeper.JsonSchema.Keywords;

/// <summary><c>contains</c> with its <c>minContains</c> and <c>maxContains</c>.</summary>
internal sealed class ContainsKeyword(KeywordOrigin origin, SchemaNode node, long least, long most) : Keyword(origin)
{
    public override KeywordOrder Order => KeywordOrder.Applicator;

    public static Keyword? Read(KeywordReading reading) => reading.Child() is { } node
        ? new ContainsKeyword(reading.Origin, node, reading.CountBeside("minContains") ?? 1, reading.CountBeside("maxContains") ?? long.MaxValue)
        : null;

    public static Keyword? CheckCount(KeywordReading reading)
    {
        reading.Count();
        return null;
    }

    public override bool Evaluate(JsonElement instance, Evaluation evaluation, Marks? marks)
    {
        if (instance.ValueKind != JsonValueKind.Array)
        {
            return true;
        }

        var found = 0L;
        var index = 0;
        foreach (var item in instance.EnumerateArray())
        {
            if (evaluation.Tries(node, item, marks: null))
            {
                found++;
                marks?.Add(index);
            }

            index++;

            // Enough is known, unless somebody wants to hear of every item.
            if (marks is null && !evaluation.Collects && (found > most || (found >= least && most == long.MaxValue)))
            {
                break;
            }
        }

        return (found >= least && found <= most) || (evaluation.Collects && evaluation.Fail(Origin, Explain(found)));
    }

    private string Explain(long found)
    {
        var expected = most == long.MaxValue ? $"at least {least}" : least == most ? $"exactly {least}" : $"{least} to {most}";
        return $"expected {expected} fitting {(expected.EndsWith(" 1", StringComparison.Ordinal) ? "item" : "items")}; found {found}";
    }
}
