namespace Lanekeeper.Retrieval;

/// <summary>Every way in which this room says no.</summary>
public static class RetrievalProblems
{
    public static Problem Invalid(string source, IReadOnlyList<string> faults) =>
        new(ProblemKind.Invalid, "retrieval.invalid-source", $"Source '{source}' was not indexed: {faults[0]}{(faults.Count > 1 ? $" (and {faults.Count - 1} more)" : "")}") { Details = faults };

    public static Problem UnknownLanguage(string source, string language, IEnumerable<string> known) =>
        new(ProblemKind.Invalid, "retrieval.unknown-language", $"Source '{source}' has the language '{language}', which PostgreSQL does not know. Choose one of: {string.Join(", ", known)}.");

    public static Problem UnknownSource(IEnumerable<string> names) =>
        new(ProblemKind.NotFound, "retrieval.unknown-source", $"Not indexed: {string.Join(", ", names)}. Deploy the project that has it, or correct the name.");

    public static Problem NoSource() =>
        new(ProblemKind.Invalid, "retrieval.no-source", "A search needs at least one source.");

    public static Problem UnknownPassage(Guid id) =>
        new(ProblemKind.NotFound, "retrieval.unknown-passage", $"There is no passage {id} any more: its document was changed or removed since.");
}
