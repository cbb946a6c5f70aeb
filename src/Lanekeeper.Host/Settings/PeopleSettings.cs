using Lanekeeper.Project;

namespace Lanekeeper.Host.Settings;

/// <summary>Reads how people reach the server and sign in: each setting from <c>LANEKEEPER_NAME</c>, else from the file.</summary>
internal sealed class PeopleSettings(Func<string, string?> setting, Func<string, string?> environment)
{
    private const string PublicUrl = "public_url";
    private const int LongestName = 60;

    public Result<Maybe<Uri>> ReadPublicUrl()
    {
        if (setting(PublicUrl) is not { } text)
        {
            return new Maybe<Uri>(null);
        }

        return UriOf(text) is { AbsolutePath: "/", Query: "" } url
            ? new Maybe<Uri>(url)
            : Fault("settings.bad-public-url", "public_url is no such address; write where people reach the server, without a path, like https://ops.example.com.");
    }

    public Result<Maybe<OidcSettings>> ReadOidc(Uri? publicUrl)
    {
        if (setting(OidcSettings.IssuerName) is not { } issuer)
        {
            return OidcSettings.Names.FirstOrDefault(name => setting(name) is not null) is { } lone
                ? Fault("settings.no-oidc-issuer", $"{lone} is set and oidc_issuer is not. Set both, or none.")
                : new Maybe<OidcSettings>(null);
        }

        if (UriOf(issuer) is not { } url || (url.Scheme != Uri.UriSchemeHttps && !url.IsLoopback))
        {
            return Fault("settings.bad-oidc-issuer", $"oidc_issuer is '{issuer}'; write the provider's issuer, like https://login.example.com.");
        }

        if (setting(OidcSettings.ClientIdName) is not { } client || publicUrl is null)
        {
            return Fault("settings.oidc-incomplete", "With oidc_issuer, oidc_client_id and public_url are needed too; the provider sends people back to public_url.");
        }

        var name = setting(OidcSettings.NameName) ?? url.Host;
        if (name.Length > LongestName)
        {
            return Fault("settings.bad-oidc-name", $"oidc_name has at most {LongestName} characters; it stands on a button.");
        }

        return RoleOf(setting(OidcSettings.RoleName) ?? "viewer") is { } role
            ? Secret(setting(OidcSettings.SecretName)).Map(secret => new Maybe<OidcSettings>(new(url, client, name, setting(OidcSettings.DomainName)?.TrimStart('@').ToLowerInvariant(), role, secret) { SecretPlace = PlaceOf(setting(OidcSettings.SecretName)) }))
            : Fault("settings.bad-oidc-role", $"oidc_role is '{setting(OidcSettings.RoleName)}'; write viewer, reviewer, operator or admin.");
    }

    // A secret stands in the environment or in a file of its own, never in server.yaml.
    private Result<Func<string?>> Secret(string? text) => text switch
    {
        null => (Func<string?>)(() => null),
        _ when text == environment("LANEKEEPER_OIDC_CLIENT_SECRET") && !IsReference(text) => (Func<string?>)(() => text),
        _ when text.StartsWith("env:", StringComparison.Ordinal) => environment(text[4..]) is { Length: > 0 }
            ? (Func<string?>)(() => environment(text[4..]))
            : Fault("settings.no-oidc-secret", $"oidc_client_secret is {text}, and the environment has no {text[4..]}."),
        _ when text.StartsWith("file:", StringComparison.Ordinal) => File.Exists(text[5..])
            ? (Func<string?>)(() => File.ReadAllText(text[5..]).Trim())
            : Fault("settings.no-oidc-secret", $"oidc_client_secret is {text}, and there is no such file that this user can read."),
        _ => Fault("settings.bad-oidc-secret", "oidc_client_secret says where the secret is, never the secret: write env:NAME or file:/path."),
    };

    private static SecretReference? PlaceOf(string? text) => text is null || !IsReference(text) ? null
        : text.StartsWith("env:", StringComparison.Ordinal) ? new(SecretKind.Environment, text[4..])
        : new(SecretKind.File, text[5..]);

    /// <summary>Whether it says where a secret is, and is not one.</summary>
    public static bool IsReference(string text) => text.StartsWith("env:", StringComparison.Ordinal) || text.StartsWith("file:", StringComparison.Ordinal);

    private static Uri? UriOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme is "http" or "https") && url.UserInfo.Length == 0 && url.Fragment.Length == 0 ? url : null;

    private static Role? RoleOf(string text) => text switch
    {
        "viewer" => Role.Viewer,
        "reviewer" => Role.Reviewer,
        "operator" => Role.Operator,
        "admin" => Role.Admin,
        _ => null,
    };

    private static Problem Fault(string code, string message) => new(ProblemKind.Invalid, code, message);
}

/// <summary>A setting that need not be there.</summary>
internal sealed record Maybe<T>(T? Value)
    where T : class;
