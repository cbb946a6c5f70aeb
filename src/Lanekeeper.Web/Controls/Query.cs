using System.Text;

namespace Lanekeeper.Web.Controls;

/// <summary>Links that keep the rest of an address's query. They are relative, so they lead to the page they stand on and nowhere else.</summary>
public static class Query
{
    /// <param name="path">The page's address, as <see cref="Serving.Frame.Path"/> has it.</param>
    /// <param name="changes">The values to set; <see langword="null"/> takes one away.</param>
    public static string With(string path, params ReadOnlySpan<(string Key, string? Value)> changes)
    {
        var query = new StringBuilder("?");
        foreach (var pair in Pairs(path))
        {
            if (!IsChanged(pair, changes))
            {
                Append(query, pair);
            }
        }

        foreach (var (key, value) in changes)
        {
            if (!string.IsNullOrEmpty(value))
            {
                Append(query, $"{Uri.EscapeDataString(key)}={Uri.EscapeDataString(value)}");
            }
        }

        return query.ToString();
    }

    private static string[] Pairs(string path) =>
        path.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? path[(at + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries) : [];

    private static bool IsChanged(string pair, ReadOnlySpan<(string Key, string? Value)> changes)
    {
        var name = Uri.UnescapeDataString(pair.Split('=')[0]);
        foreach (var (key, _) in changes)
        {
            if (key == name)
            {
                return true;
            }
        }

        return false;
    }

    private static void Append(StringBuilder query, string pair) => (query.Length > 1 ? query.Append('&') : query).Append(pair);
}
