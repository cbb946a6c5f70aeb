namespace Lanekeeper.Permissions.Deciding;

/// <summary>Turns names and values into words for an explanation. Names may come from outside, so they are bounded and kept on one line.</summary>
internal static class Words
{
    public static string Of(Effect effect) => effect.ToString().ToLowerInvariant();

    public static string Of(Ceiling ceiling) => ceiling == Ceiling.ExecuteWithApproval ? "execute_with_approval" : ceiling.ToString().ToLowerInvariant();

    public static string Quote(string name) => $"'{Shorten(name, 80)}'";

    public static string List(IEnumerable<string> names)
    {
        var sorted = names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var shown = string.Join(", ", sorted.Take(5).Select(Quote));
        return sorted.Count > 5 ? $"{shown} and {sorted.Count - 5} more" : shown;
    }

    public static string Shorten(string text, int most)
    {
        var line = string.Concat(text.Take(most + 1).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
        return line.Length > most ? $"{line[..most]}..." : line;
    }
}
