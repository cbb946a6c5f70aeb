namespace Lanekeeper.Retrieval.Cutting;

/// <summary>The text between two headings.</summary>
/// <param name="FirstLine">Where its first line stands in the document, from 1.</param>
internal sealed record Section(string Heading, IReadOnlyList<string> Lines, int FirstLine);
