namespace Lanekeeper.Models;

/// <summary>Every way in which a model call says no.</summary>
public static class ModelProblems
{
    public static Problem MissingKey(string provider, string reference) =>
        new(ProblemKind.Invalid, "models.missing-key", $"The key for {provider} is not there: {reference} is not set. Set it where the server runs, or use a model of provider baseline.");

    public static Problem InvalidOutput(string model, IReadOnlyList<string> errors) =>
        new(ProblemKind.Semantic, "models.invalid-output", $"{model} answered, and after one repair its answer still does not match the output schema.") { Details = errors };

    public static Problem Refused(string model, string? words) =>
        new(ProblemKind.Semantic, "models.refused", words is null ? $"{model} refused to answer." : $"{model} refused to answer: {words}");
}
