using System.Text.Json;
using AngleSharp.Html.Parser;
using Lanekeeper.Browser.Tests.Harness;

namespace Lanekeeper.Browser.Tests.Safety;

/// <summary>A caller that is no browser: it keeps no rules, follows nothing and sends exactly what it is told.</summary>
internal sealed class PlainClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly string? _session;

    public PlainClient(Site site, string? session)
    {
        _session = session;
        _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = site.Address };
    }

    public static async Task<PlainClient> SignInAsync(Chromium chromium, Site site, Role role) =>
        new(site, CookiesOf(await site.Sessions.OfAsync(chromium, role, null)));

    public Task<HttpResponseMessage> GetAsync(string path, CancellationToken stop) => SendAsync("GET", path, stop);

    public async Task<HttpResponseMessage> SendAsync(string method, string path, CancellationToken stop, Dictionary<string, string>? form = null, string? cookie = null)
    {
        using var request = new HttpRequestMessage(new(method), path);
        if (method != "GET")
        {
            request.Content = new FormUrlEncodedContent(form ?? []);
        }

        var cookies = string.Join("; ", new[] { _session, cookie }.OfType<string>());
        if (cookies.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("Cookie", cookies);
        }

        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
    }

    /// <summary>What a form on a page carries: its field, and the cookie that goes with it.</summary>
    public async Task<(string Field, string Cookie)> FormTokenAsync(string page, CancellationToken stop)
    {
        using var answer = await GetAsync(page, stop);
        var document = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(stop), stop);
        var field = document.QuerySelector("input[name=form_token]")!.GetAttribute("value")!;
        return (field, answer.Headers.GetValues("Set-Cookie").Single(one => one.StartsWith("lanekeeper_form=", StringComparison.Ordinal)).Split(';')[0]);
    }

    public void Dispose() => _http.Dispose();

    private static string CookiesOf(string state) => string.Join("; ", JsonElement.Parse(state).GetProperty("cookies").EnumerateArray()
        .Where(cookie => cookie.GetProperty("name").GetString() != "lanekeeper_form")
        .Select(cookie => $"{cookie.GetProperty("name").GetString()}={cookie.GetProperty("value").GetString()}"));
}
