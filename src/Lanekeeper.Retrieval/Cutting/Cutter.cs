namespace Lanekeeper.Retrieval.Cutting;

/// <summary>Cuts a document into passages: markdown under its headings, other text between its paragraphs.</summary>
internal static class Cutter
{
    /// <summary>Part of every document's hash: whoever changes the way of cutting counts it up, and everything is cut again.</summary>
    public const string Version = "1";

    public const int MostPassages = 20_000;

    /// <returns>More than <see cref="MostPassages"/> where the document is refused for that.</returns>
    public static IReadOnlyList<Cut> Cut(SourceDocument document)
    {
        var lines = Lines.Of(document.Text);
        return IsMarkdown(document.Path) ? [.. Markdown.Sections(lines).SelectMany(LongText.Split)] : [.. LongText.Split(new Section("", lines, 1))];
    }

    private static bool IsMarkdown(string path) =>
        path.EndsWith(".md", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".markdown", StringComparison.OrdinalIgnoreCase);
}
