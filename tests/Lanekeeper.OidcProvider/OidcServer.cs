using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Lanekeeper.OidcProvider;

/// <summary>A provider of identities, over real HTTP, that lets its one person in without asking, and lies on command.</summary>
public sealed class OidcServer : IAsyncDisposable
{
    public const string ClientId = "lanekeeper";
    public const string ClientSecret = "a secret: with / odd & signs";

    private readonly WebApplication _app;
    private readonly Statement _statement = new();
    private readonly ConcurrentDictionary<string, Grant> _grants = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, OidcPerson> _tokens = new(StringComparer.Ordinal);

    private OidcServer(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>As it stands in tokens: without a slash at its end.</summary>
    public string Issuer => Address.ToString().TrimEnd('/');

    public OidcPerson Person { get; set; } = new("subject-1", "ida@example.com", "Ida Heron");

    public Lie Lie { get; set; }

    /// <summary>Sign with P-256 rather than RSA.</summary>
    public bool IsEllipse { get; set; }

    /// <summary>Keep the address out of the token; it is told to whoever asks with the access token.</summary>
    public bool IsSilent { get; set; }

    public static async Task<OidcServer> StartAsync(string urls = "http://127.0.0.1:0", CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(urls);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var server = new OidcServer(app);
        server.Map();
        await app.StartAsync(cancellationToken);
        server.Address = new(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        return server;
    }

    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _statement.Dispose();
    }

    private void Map()
    {
        _app.MapGet("/.well-known/openid-configuration", () => Results.Json(new JsonObject
        {
            ["issuer"] = Issuer,
            ["authorization_endpoint"] = $"{Issuer}/authorize",
            ["token_endpoint"] = $"{Issuer}/token",
            ["jwks_uri"] = $"{Issuer}/keys",
            ["userinfo_endpoint"] = $"{Issuer}/userinfo",
            ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_basic"),
        }));
        _app.MapGet("/keys", () => Results.Json(_statement.Keys()));
        _app.MapGet("/authorize", Authorize);
        _app.MapPost("/token", TokenAsync);
        _app.MapGet("/userinfo", UserInfo);
    }

    private IResult Authorize(HttpRequest request)
    {
        string Asked(string name) => request.Query[name].ToString();
        if (Lie == Lie.Error)
        {
            return Results.Redirect($"{Asked("redirect_uri")}?error=access_denied&error_description=%3Cscript%3E&state={Asked("state")}");
        }

        if (Asked("response_type") != "code" || Asked("client_id") != ClientId || Asked("code_challenge_method") != "S256" || Asked("nonce").Length < 20 || !Asked("scope").StartsWith("openid", StringComparison.Ordinal))
        {
            return Results.BadRequest("This is no request that we know.");
        }

        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _grants[code] = new(ClientId, Asked("redirect_uri"), Asked("nonce"), Asked("code_challenge"), Person);
        return Results.Redirect($"{Asked("redirect_uri")}?code={code}&state={Asked("state")}");
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (Lie == Lie.Broken)
        {
            return Results.Text("<html>proxy error</html>", "text/html");
        }

        if (!IsClient(request) || !_grants.TryRemove(form["code"].ToString(), out var grant)
            || form["redirect_uri"] != grant.Redirect
            || Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != grant.Challenge)
        {
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        }

        var access = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _tokens[access] = grant.Person;
        var person = IsSilent ? grant.Person with { Email = null! } : grant.Person;
        var token = Lie == Lie.NoToken ? null : _statement.Make(person, grant, Issuer, Lie, IsEllipse, TimeProvider.System.GetUtcNow());
        return Results.Json(new { access_token = access, token_type = "Bearer", expires_in = 300, id_token = token });
    }

    private IResult UserInfo(HttpRequest request) =>
        AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var given) && _tokens.TryGetValue(given.Parameter ?? "", out var person)
            ? Results.Json(new { sub = person.Subject, email = person.Email, email_verified = "true", name = person.Name })
            : Results.Unauthorized();

    private static bool IsClient(HttpRequest request) =>
        AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var given)
        && given.Scheme == "Basic"
        && Encoding.UTF8.GetString(Convert.FromBase64String(given.Parameter ?? "")).Split(':') is [var id, var secret]
        && Uri.UnescapeDataString(id) == ClientId
        && Uri.UnescapeDataString(secret) == ClientSecret;
}
