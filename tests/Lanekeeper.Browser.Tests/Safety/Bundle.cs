using AngleSharp.Html.Parser;

namespace Lanekeeper.Browser.Tests.Safety;

/// <summary>What a browser fetches to show a page for the first time.</summary>
internal static class Bundle
{
    /// <returns>The bytes of each part, as served to a browser that takes brotli, without the page itself.</returns>
    public static async Task<IReadOnlyDictionary<string, long>> OfAsync(PlainClient client, string page, CancellationToken stop)
    {
        using var answer = await client.GetAsync(page, stop);
        var document = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(stop), stop);
        var addresses = document.QuerySelectorAll("link[rel=stylesheet], link[rel=icon], link[rel=modulepreload], script[src]")
            .Select(one => one.GetAttribute("href") ?? one.GetAttribute("src")!).Distinct();
        var parts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var address in addresses)
        {
            using var part = await client.GetAsync(address, stop);
            parts[address] = (await part.Content.ReadAsByteArrayAsync(stop)).Length;
        }

        return parts;
    }
}
