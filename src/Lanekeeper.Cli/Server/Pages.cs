using System.Globalization;

namespace Lanekeeper.Cli.Server;

/// <summary>Lists of the API, page by page.</summary>
internal static class Pages
{
    private const int MostItems = 5_000;

    /// <summary>The address with those of the pairs that have a value.</summary>
    public static string Address(string path, params (string Name, string? Value)[] query)
    {
        var given = query.Where(pair => pair.Value is { Length: > 0 }).Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value!)}");
        return string.Join('&', given) is { Length: > 0 } text ? $"{path}?{text}" : path;
    }

    /// <summary>At most as many items as asked for, from as many pages as that takes.</summary>
    public static async Task<Result<Page<T>>> ReadAsync<T>(
        ServerClient server, string path, int limit, CancellationToken cancellationToken, params (string Name, string? Value)[] query)
    {
        var items = new List<T>();
        string? after = null;
        do
        {
            var size = Math.Min(PageRequest.Largest, limit - items.Count).ToString(CultureInfo.InvariantCulture);
            if (!(await server.GetAsync<Page<T>>(Address(path, [.. query, ("after", after), ("limit", size)]), cancellationToken)).Succeeded(out var page, out var problem))
            {
                return problem;
            }

            items.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null && items.Count < limit);

        return new Page<T>(items, after);
    }

    public static Task<Result<Page<T>>> ReadAllAsync<T>(ServerClient server, string path, CancellationToken cancellationToken, params (string Name, string? Value)[] query) =>
        ReadAsync<T>(server, path, MostItems, cancellationToken, query);
}
