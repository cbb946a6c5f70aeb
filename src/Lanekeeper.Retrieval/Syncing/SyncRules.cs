using System.Text;

namespace Lanekeeper.Retrieval.Syncing;

/// <summary>What a source and its documents must be before they are cut.</summary>
internal static class SyncRules
{
    public const int LargestDocument = 5 * 1024 * 1024;
    public const int MostDocuments = 100_000;

    private const int LongestName = 200;
    private const int LongestPath = 1000;
    private const int MostFaults = 20;

    public static IReadOnlyList<string> Faults(SyncSource source) =>
        [.. SourceFaults(source).Concat(source.Documents.SelectMany(DocumentFaults)).Concat(Twice(source)).Take(MostFaults)];

    private static IEnumerable<string> SourceFaults(SyncSource source)
    {
        if (!IsName(source.Name))
        {
            yield return $"its name must have 1 to {LongestName} characters, none of them a control character.";
        }

        if (!IsName(source.Owner))
        {
            yield return $"its owner must have 1 to {LongestName} characters, none of them a control character.";
        }

        if (source.Documents.Count > MostDocuments)
        {
            yield return $"it has {source.Documents.Count} documents; {MostDocuments} are the most. Make several sources of it.";
        }
    }

    private static IEnumerable<string> DocumentFaults(SourceDocument document)
    {
        if (!IsPath(document.Path))
        {
            yield return $"'{Short(document.Path)}' is no path from the source's folder with forward slashes and at most {LongestPath} characters.";
        }
        else if (Encoding.UTF8.GetByteCount(document.Text) is var bytes and > LargestDocument)
        {
            yield return $"{document.Path} has {bytes} bytes; {LargestDocument} are the most. Split it.";
        }
        else if (document.Text.IndexOf('\0', StringComparison.Ordinal) is var at and >= 0)
        {
            yield return $"{document.Path} has a NUL character in line {document.Text.AsSpan(0, at).Count('\n') + 1}: it is no text. Leave it out or convert it.";
        }
        else if (!IsUnicode(document.Text))
        {
            yield return $"{document.Path} is not valid Unicode. Save it as UTF-8.";
        }
    }

    private static IEnumerable<string> Twice(SyncSource source)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return source.Documents.Where(document => !seen.Add(document.Path)).Select(document => $"{Short(document.Path)} is there twice.");
    }

    private static bool IsName(string text) => text.Length is > 0 and <= LongestName && !text.Any(char.IsControl) && IsUnicode(text);

    private static bool IsPath(string path) =>
        path.Length is > 0 and <= LongestPath && !path.Any(char.IsControl) && IsUnicode(path)
        && !path.Contains('\\', StringComparison.Ordinal) && path.Split('/').All(part => part is not ("" or "." or ".."));

    private static bool IsUnicode(string text)
    {
        for (var rest = text.AsSpan(); rest.IndexOfAnyInRange('\uD800', '\uDFFF') is var at and >= 0;)
        {
            if (!char.IsHighSurrogate(rest[at]) || at + 1 == rest.Length || !char.IsLowSurrogate(rest[at + 1]))
            {
                return false;
            }

            rest = rest[(at + 2)..];
        }

        return true;
    }

    private static string Short(string text) => new([.. text.Take(80).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c)]);
}
