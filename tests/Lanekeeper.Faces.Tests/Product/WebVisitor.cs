using System.Net;
using System.Text.RegularExpressions;

namespace Lanekeeper.Faces.Tests.Product;

/// <summary>A browser without script: keeps cookies, follows nothing by itself, sends the token of the form it looked at last.</summary>
internal sealed partial class WebVisitor : IDisposable
{
    // Not a CookieContainer: that one would keep Secure cookies from a server behind a proxy that is only played.
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);
    private readonly HttpClient _http;
    private string _formToken = "";

    public WebVisitor(Uri site) => _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = site };

    /// <summary>Says so on every request, as a proxy in front of the server would.</summary>
    public void ComeThroughProxy() => _http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");

    public Task<WebAnswer> GetAsync(string path, CancellationToken cancellationToken) => SendAsync(new(HttpMethod.Get, path), cancellationToken);

    public Task<WebAnswer> PostAsync(string path, CancellationToken cancellationToken, params (string Name, string Value)[] fields)
    {
        var form = fields.Append(("form_token", _formToken)).Select(field => KeyValuePair.Create(field.Item1, field.Item2));
        return SendAsync(new(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) }, cancellationToken);
    }

    /// <summary>Takes what comes, as it comes.</summary>
    public async Task<StreamReader> ListenAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        ShowCookies(request);
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return new(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancellationToken));
    }

    /// <summary>Goes wherever it is sent, to other servers too.</summary>
    public async Task<WebAnswer> FollowAsync(string path, CancellationToken cancellationToken)
    {
        var answer = await GetAsync(path, cancellationToken);
        for (var hop = 0; hop < 10 && answer.Location is { } next; hop++)
        {
            answer = await GetAsync(next, cancellationToken);
        }

        return answer;
    }

    public void Dispose() => _http.Dispose();

    private async Task<WebAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            ShowCookies(request);
            using var response = await _http.SendAsync(request, cancellationToken);
            var html = await response.Content.ReadAsStringAsync(cancellationToken);
            _formToken = FormToken().Match(html) is { Success: true } found ? WebUtility.HtmlDecode(found.Groups[1].Value) : _formToken;
            string[] cookies = [.. response.Headers.TryGetValues("Set-Cookie", out var set) ? set : []];
            Array.ForEach(cookies, Keep);
            return new(response.StatusCode, html, response.Headers.Location?.OriginalString, cookies, request.RequestUri!);
        }
    }

    private void ShowCookies(HttpRequestMessage request) =>
        request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));

    private void Keep(string cookie)
    {
        var (name, value) = (cookie[..cookie.IndexOf('=', StringComparison.Ordinal)], cookie[(cookie.IndexOf('=', StringComparison.Ordinal) + 1)..].Split(';')[0]);
        if (value.Length == 0)
        {
            _cookies.Remove(name);
        }
        else
        {
            _cookies[name] = value;
        }
    }

    [GeneratedRegex("name=\"form_token\" value=\"([^\"]*)\"")]
    private static partial Regex FormToken();
}

/// <param name="Location">Where the answer sends the browser.</param>
/// <param name="At">What was asked.</param>
internal sealed record WebAnswer(HttpStatusCode Status, string Html, string? Location, IReadOnlyList<string> SetCookies, Uri At)
{
    public string Text => WebUtility.HtmlDecode(Html);
}
