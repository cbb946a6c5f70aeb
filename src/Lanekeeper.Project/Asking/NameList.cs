namespace Lanekeeper.Project.Asking;

/// <summary>Names in a sentence: as many as somebody will read.</summary>
internal static class NameList
{
    private const int Most = 20;

    public static string Of(IReadOnlyCollection<string> names) => $"{string.Join(", ", names.Take(Most))}{(names.Count > Most ? ", ..." : "")}";
}
