using Lanekeeper.Project;

namespace Lanekeeper.Host.Settings;

/// <summary>The provider at which people may sign in.</summary>
/// <param name="Name">What the button says.</param>
/// <param name="Domain">People with a verified address there get an account by themselves.</param>
/// <param name="Role">And this role.</param>
/// <param name="ReadSecret">Reads the client's secret at the moment of use.</param>
internal sealed record OidcSettings(Uri Issuer, string ClientId, string Name, string? Domain, Role Role, Func<string?> ReadSecret)
{
    public const string IssuerName = "oidc_issuer";
    public const string ClientIdName = "oidc_client_id";
    public const string SecretName = "oidc_client_secret";
    public const string NameName = "oidc_name";
    public const string DomainName = "oidc_domain";
    public const string RoleName = "oidc_role";

    /// <summary>Where that secret is; <see langword="null"/> where there is none, or it stands in the setting's own variable.</summary>
    public SecretReference? SecretPlace { get; init; }

    public static readonly string[] Names = [IssuerName, ClientIdName, SecretName, NameName, DomainName, RoleName];
}
