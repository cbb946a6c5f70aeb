using System.Text.Json;
using Lanekeeper.JsonSchema.Compiling;
using Lanekeeper.JsonSchema.Evaluating;
using Lanekeeper.JsonSchema.Patterns;
using Lanekeeper.JsonSchema.Values;

namespace Lanekeeper.JsonSchema.Keywords;

internal sealed class PatternPropertiesKeyword(KeywordOrigin origin, (Pattern Pattern, SchemaNode Node)[] byPattern) : Keyword(origin)
{
    public override KeywordOrder Order => KeywordOrder.Applicator;

    public static Keyword? Read(KeywordReading reading)
    {
        var byPattern = new List<(Pattern, SchemaNode)>();
        foreach (var (source, node) in reading.ChildrenByName())
        {
            if (reading.Pattern(source) is { } pattern)
            {
                byPattern.Add((pattern, node));
            }
        }

        return new PatternPropertiesKeyword(reading.Origin, [.. byPattern]);
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
            foreach (var (pattern, node) in byPattern)
            {
                if (!pattern.IsMatch(JsonText.Utf8Name(member), evaluation))
                {
                    continue;
                }

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
