using System.Text;

namespace Lanekeeper.Project.Comparing;

internal static class FileComparer
{
    public static IReadOnlyList<FileChange> Compare(ProjectFiles before, ProjectFiles after) =>
    [
        .. before.Contents.Keys.Union(after.Contents.Keys, StringComparer.Ordinal)
            .Select(path => (Path: path, Before: Find(before, path), After: Find(after, path)))
            .Where(file => file.Before is not { } old || file.After is not { } now || !old.Span.SequenceEqual(now.Span))
            .Select(file => new FileChange(file.Path, KindOf(file.Path), Text(file.Before), Text(file.After)))
            .OrderBy(file => file.Kind)
            .ThenBy(file => file.Path, StringComparer.Ordinal),
    ];

    // A bare null would become an empty memory, which is a file without content.
    private static ReadOnlyMemory<byte>? Find(ProjectFiles files, string path) => files.Contents.TryGetValue(path, out var content) ? content : default(ReadOnlyMemory<byte>?);

    private static string? Text(ReadOnlyMemory<byte>? content) => content is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : null;

    private static FileKind KindOf(string path) => path switch
    {
        "lanekeeper.yaml" => FileKind.Project,
        _ when path.StartsWith("prompts/", StringComparison.Ordinal) => FileKind.Prompt,
        _ when path.StartsWith("workflows/", StringComparison.Ordinal) => FileKind.Workflow,
        _ when path.StartsWith("schemas/", StringComparison.Ordinal) => FileKind.Schema,
        _ => FileKind.Other,
    };
}
