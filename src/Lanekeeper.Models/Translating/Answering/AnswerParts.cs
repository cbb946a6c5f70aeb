using Microsoft.Extensions.AI;

namespace Lanekeeper.Models.Translating.Answering;

internal static class AnswerParts
{
    /// <summary>Marks thinking that may not be read: its protected data is all of it.</summary>
    public const string Hidden = "hidden";

    /// <summary>Said where a model refused and did not say why.</summary>
    public const string Refused = "The model refused to answer.";

    public static bool IsHidden(this TextReasoningContent thought) => thought.AdditionalProperties?.ContainsKey(Hidden) == true;
}
