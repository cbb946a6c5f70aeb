using System.Text.Json;
using Lanekeeper.JsonSchema.Evaluating;
using Lanekeeper.JsonSchema.Values;

namespace Lanekeeper.JsonSchema.Keywords;

/// <summary>
/// When no alternative fits, the reasons of all of them would bury the one that helps: told are those of the alternative
/// that was most likely meant.
/// </summary>
internal static class NearestAlternative
{
    /// <returns>False, so that a check can end with it.</returns>
    public static bool Explain(KeywordOrigin origin, SchemaNode[] alternatives, JsonElement instance, Evaluation evaluation)
    {
        if (!evaluation.Collects)
        {
            return false;
        }

        var here = evaluation.Path;
        var (nearest, number) = (new List<ValidationError>(), 0);
        for (var index = 0; index < alternatives.Length; index++)
        {
            var reasons = evaluation.Reasons(alternatives[index], instance);
            if (index == 0 || Distance(reasons, here) < Distance(nearest, here))
            {
                (nearest, number) = (reasons, index + 1);
            }
        }

        var hint = alternatives.Length == 1 || nearest.All(reason => IsOfAnotherType(reason, here)) ? "" : $"; the nearest is number {number}";
        evaluation.Fail(origin, $"fits none of {Words.Count(alternatives.Length, "alternative", "alternatives")}{hint}; found {Words.Found(instance)}");
        evaluation.Report(nearest);
        return false;
    }

    /// <summary>Another type is far off; another constant is probably another kind of thing; the rest may be slips.</summary>
    private static int Distance(List<ValidationError> reasons, string here) =>
        reasons.Sum(reason => IsOfAnotherType(reason, here) ? 1000 : reason.Keyword is "const" or "enum" ? 20 : 1);

    private static bool IsOfAnotherType(ValidationError reason, string here) => reason.Keyword == "type" && reason.InstancePath == here;
}
