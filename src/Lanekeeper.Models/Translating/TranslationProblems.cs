namespace Lanekeeper.Models.Translating;

/// <summary>What is said of a request that the other format has no words for.</summary>
internal static class TranslationProblems
{
    /// <param name="field">Where it stands in what the app sent, <c>messages[2].content[0].type</c>.</param>
    /// <param name="why">A sentence, and what to do.</param>
    public static Problem CannotCarry(string field, string why) =>
        new(ProblemKind.Invalid, "models.cannot-carry", $"`{field}` cannot be carried to this model, which is spoken to in another format. {why}") { Field = field };
}
