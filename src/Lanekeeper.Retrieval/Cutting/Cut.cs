namespace Lanekeeper.Retrieval.Cutting;

/// <summary>A piece of a document.</summary>
/// <param name="Heading">The headings above it, outermost first.</param>
/// <param name="StartLine">Of the document as it was given, from 1.</param>
internal readonly record struct Cut(string Heading, string Text, int StartLine, int EndLine);
