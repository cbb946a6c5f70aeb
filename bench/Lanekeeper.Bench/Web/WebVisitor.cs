using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Lanekeeper.Cli;
using Lanekeeper.Permissions;

namespace Lanekeeper.Bench.Web;

/// <summary>A browser that only asks: signed in, takes compressed answers, keeps nothing.</summary>
internal sealed partial class WebVisitor : IDisposable
{
    private readonly HttpClient _http;

    private WebVisitor(Uri server, string cookie)
    {
        _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = server };
        _http.DefaultRequestHeaders.Add("Cookie", cookie);
        _http.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));
    }

    public static async Task<WebVisitor> SignInAsync(ServerClient client, CancellationToken cancellationToken)
    {
        var account = (await client.PostAsync<Account>(ApiPaths.Accounts, new NewAccount($"bench-{Guid.NewGuid():N}@example.com", "Bench", Role.Admin), cancellationToken)).Value;
        var link = (await client.PostAsync<JsonElement>(ApiPaths.Links(account.Id), new { }, cancellationToken)).Value.GetProperty("url").GetString()!;
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = client.Server };
        using var welcome = await http.GetAsync(link, cancellationToken);
        using var enter = new HttpRequestMessage(HttpMethod.Post, link)
        {
            Content = new FormUrlEncodedContent([new("form_token", FormToken().Match(await welcome.Content.ReadAsStringAsync(cancellationToken)).Groups["value"].Value)]),
        };
        enter.Headers.Add("Cookie", CookiesOf(welcome));
        using var entered = await http.SendAsync(enter, cancellationToken);
        return new(client.Server, CookiesOf(entered));
    }

    public async Task<(int Status, double Milliseconds, long Bytes)> GetAsync(string address)
    {
        var begun = Stopwatch.GetTimestamp();
        using var answer = await _http.GetAsync(address);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        return ((int)answer.StatusCode, Stopwatch.GetElapsedTime(begun).TotalMilliseconds, bytes.Length);
    }

    /// <summary>All that is fetched to show a page for the first time.</summary>
    public async Task<Weight> WeighAsync(string address)
    {
        var html = await PlainAsync(address);
        var weight = new Weight((await GetAsync(address)).Bytes, 0, 0, 0, 0);
        foreach (var part in await PartsOfAsync(html))
        {
            var bytes = (await GetAsync(part)).Bytes;
            weight = Path.GetExtension(part) switch
            {
                ".css" => weight with { Style = weight.Style + bytes },
                ".js" => weight with { Script = weight.Script + bytes, ScriptPlain = weight.ScriptPlain + (await PlainAsync(part)).Length },
                _ => weight with { Icon = weight.Icon + bytes },
            };
        }

        return weight;
    }

    public void Dispose() => _http.Dispose();

    // A script brings those that it imports, and those that the page asks it for.
    private async Task<IEnumerable<string>> PartsOfAsync(string html)
    {
        var parts = Parts().Matches(html).Select(match => match.Groups["address"].Value).ToHashSet();
        foreach (var script in parts.Where(part => part.EndsWith(".js", StringComparison.Ordinal)).ToList())
        {
            var imported = Imports().Matches(await PlainAsync(script)).Concat(Modules().Matches(html)).Select(match => match.Groups["name"].Value);
            parts.UnionWith(imported.Select(name => $"{script[..(script.LastIndexOf('/') + 1)]}{name}.js"));
        }

        return parts;
    }

    private async Task<string> PlainAsync(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        using var answer = await _http.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }

    private static string CookiesOf(HttpResponseMessage answer) => string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));

    [GeneratedRegex("name=\"form_token\" value=\"(?<value>[^\"]+)")]
    private static partial Regex FormToken();

    [GeneratedRegex("(href|src)=\"(?<address>/assets/[^\"#]+)")]
    private static partial Regex Parts();

    [GeneratedRegex("import '\\./(?<name>[a-z-]+)\\.js'")]
    private static partial Regex Imports();

    [GeneratedRegex("data-script=\"(?<name>[a-z-]+)\"")]
    private static partial Regex Modules();
}

/// <summary>Bytes as served, of each kind.</summary>
internal sealed record Weight(long Page, long Style, long Script, long Icon, long ScriptPlain)
{
    public long Whole => Page + Style + Script + Icon;
}
