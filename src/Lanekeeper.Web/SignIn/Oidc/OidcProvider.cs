using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Web.SignIn.Oidc;

/// <summary>Speaks to the provider. What it says of itself is asked for when it is first needed, and kept for an hour.</summary>
internal sealed partial class OidcProvider : IDisposable
{
    private const long LargestAnswer = 512 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private static readonly TimeSpan BetweenKeys = TimeSpan.FromSeconds(10);

    private readonly OidcOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<OidcProvider> _logger;
    private readonly HttpClient _http;

    private volatile Known<OidcMetadata>? _metadata;
    private volatile Known<OidcKeys>? _keys;

    public OidcProvider(OidcOptions options, TimeProvider time, ILogger<OidcProvider> logger)
    {
        (_options, _time, _logger) = (options, time, logger);
        _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = !options.Issuer.IsLoopback }) { Timeout = Patience, MaxResponseContentBufferSize = LargestAnswer };
    }

    public async Task<Result<OidcMetadata>> DescribeAsync(CancellationToken cancellationToken)
    {
        if (_metadata is { } known && _time.GetUtcNow() - known.At < Kept)
        {
            return known.Value;
        }

        var address = new Uri(_options.Issuer.OriginalString.TrimEnd('/') + "/.well-known/openid-configuration");
        if (!(await AskAsync(new(HttpMethod.Get, address), cancellationToken)).Succeeded(out var document, out var problem))
        {
            return problem;
        }

        if (OidcMetadata.Read(document, _options.Issuer) is not { } metadata)
        {
            LogStrange(address);
            return OidcProblems.Away(_options.Name);
        }

        _metadata = new(metadata, _time.GetUtcNow());
        return metadata;
    }

    /// <param name="anew">A token names a key that is not among those we know.</param>
    public async Task<Result<OidcKeys>> KeysAsync(OidcMetadata metadata, bool anew, CancellationToken cancellationToken)
    {
        if (_keys is { } known && _time.GetUtcNow() - known.At < (anew ? BetweenKeys : Kept))
        {
            return known.Value;
        }

        if (!(await AskAsync(new(HttpMethod.Get, metadata.Keys), cancellationToken)).Succeeded(out var document, out var problem))
        {
            return problem;
        }

        var keys = new OidcKeys(document);
        _keys = new(keys, _time.GetUtcNow());
        return keys;
    }

    /// <summary>Gives the code and gets the tokens.</summary>
    public Task<Result<JsonElement>> RedeemAsync(OidcMetadata metadata, string code, string verifier, string redirect, CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = redirect, ["code_verifier"] = verifier };
        var request = new HttpRequestMessage(HttpMethod.Post, metadata.Token);
        if (_options.ReadSecret() is not { Length: > 0 } secret)
        {
            form["client_id"] = _options.ClientId;
        }
        else if (metadata.PostsSecret)
        {
            (form["client_id"], form["client_secret"]) = (_options.ClientId, secret);
        }
        else
        {
            // RFC 6749, 2.3.1: both parts are form-encoded first.
            var pair = $"{Uri.EscapeDataString(_options.ClientId)}:{Uri.EscapeDataString(secret)}";
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        }

        request.Content = new FormUrlEncodedContent(form);
        return AskAsync(request, cancellationToken);
    }

    public Task<Result<JsonElement>> AskAboutAsync(Uri userInfo, string accessToken, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, userInfo);
        request.Headers.Authorization = new("Bearer", accessToken);
        return AskAsync(request, cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private async Task<Result<JsonElement>> AskAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            try
            {
                using var response = await _http.SendAsync(request, cancellationToken);
                if (!response.IsSuccessStatusCode)
                {
                    LogRefused(request.RequestUri!.GetLeftPart(UriPartial.Path), (int)response.StatusCode);
                    return OidcProblems.Away(_options.Name);
                }

                return JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            }
            catch (Exception exception) when (exception is HttpRequestException or JsonException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                LogAway(exception, request.RequestUri!.GetLeftPart(UriPartial.Path));
                return OidcProblems.Away(_options.Name);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Address} could not be asked, or its answer not read.")]
    private partial void LogAway(Exception exception, string address);

    [LoggerMessage(LogLevel.Warning, "{Address} answered {Status}.")]
    private partial void LogRefused(string address, int status);

    [LoggerMessage(LogLevel.Warning, "{Address} does not describe the issuer that is configured, or leaves out an address.")]
    private partial void LogStrange(Uri address);

    private sealed record Known<T>(T Value, DateTimeOffset At);
}
