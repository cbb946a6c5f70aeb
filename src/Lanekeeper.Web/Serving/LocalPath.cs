namespace Lanekeeper.Web.Serving;

/// <summary>Where a form may send the browser: a path of this server and nowhere else.</summary>
internal static class LocalPath
{
    private const int Longest = 2_000;

    /// <returns>The path, or <c>/</c> when it is missing or leads elsewhere.</returns>
    public static string Checked(string? path) => IsLocal(path) ? path! : "/";

    // Browsers read `\` as `/` and drop control characters, so `/\evil` and `/<tab>/evil` are `//evil`.
    private static bool IsLocal(string? path) =>
        path is { Length: > 0 and <= Longest }
        && path[0] == '/'
        && (path.Length == 1 || path[1] is not ('/' or '\\'))
        && path.All(character => character is >= ' ' and <= '~' and not '\\');
}
