using System.Text.Json;
using Lanekeeper.JsonSchema.Compiling;
using Lanekeeper.JsonSchema.Evaluating;
using Lanekeeper.JsonSchema.Patterns;
using Lanekeeper.JsonSchema.Values;

namespace Lanekeeper.JsonSchema.Keywords;

/// <summary>The members that neither <c>properties</c> nor <c>patternProperties</c> beside it speak of.</summary>
internal sealed class AdditionalPropertiesKeyword(KeywordOrigin origin, SchemaNode node, Utf8Names<bool> named, Pattern[] patterns) : Keyword(origin)
{
    public override KeywordOrder Order => KeywordOrder.Applicator;

    public static Keyword? Read(KeywordReading reading)
    {
        if (reading.Child() is not { } node)
        {
            return null;
        }

        var named = new Utf8Names<bool>();
        if (reading.Beside("properties") is { Value.ValueKind: JsonValueKind.Object } properties)
        {
            foreach (var member in properties.Value.EnumerateObject())
            {
                named.Add(JsonText.Name(member), true);
            }
        }

        return new AdditionalPropertiesKeyword(reading.Origin, node, named, [.. PatternsBeside(reading)]);
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

            if (IsAdditional(member, evaluation))
            {
                marks?.Add(index);
                fits &= node.AllowsNothing ? Refuse(member, evaluation) : evaluation.Member(node, member);
                if (!fits && !evaluation.Collects)
                {
                    return false;
                }
            }

            index++;
        }

        return fits;
    }

    private bool IsAdditional(JsonProperty member, Evaluation evaluation)
    {
        var name = JsonText.Utf8Name(member);
        if (named.Has(name))
        {
            return false;
        }

        foreach (var pattern in patterns)
        {
            if (pattern.IsMatch(name, evaluation))
            {
                return false;
            }
        }

        return true;
    }

    private bool Refuse(JsonProperty member, Evaluation evaluation) => evaluation.Collects && evaluation.FailMember(Origin, member, Refusal());

    private string Refusal() => (named.Count, patterns.Length) switch
    {
        (0, 0) => "expected no property at all; found this one",
        (0, _) => $"expected properties named like {Listed(patterns.Select(pattern => pattern.Source))}; found this one",
        (_, 0) => $"expected only the properties {Listed(named.Names)}; found this one",
        _ => $"expected only the properties {Listed(named.Names)}, and those named like {Listed(patterns.Select(pattern => pattern.Source))}; found this one",
    };

    private static string Listed(IEnumerable<string> names) => Words.List(names.Select(Words.Quote));

    private static IEnumerable<Pattern> PatternsBeside(KeywordReading reading) =>
        reading.Beside("patternProperties") is { Value.ValueKind: JsonValueKind.Object } beside
            ? beside.Value.EnumerateObject().Select(member => reading.KnownPattern(JsonText.Name(member))).OfType<Pattern>()
            : [];
}
