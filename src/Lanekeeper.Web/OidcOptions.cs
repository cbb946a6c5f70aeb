namespace Lanekeeper.Web;

/// <summary>The provider at which people may sign in (OpenID Connect, code flow with PKCE).</summary>
/// <param name="Issuer">As the provider writes it in its tokens.</param>
/// <param name="ClientId">As the provider knows us.</param>
/// <param name="Name">What the button says.</param>
/// <param name="ReadSecret">Reads the client's secret at the moment of use; <see langword="null"/> for a client without one.</param>
public sealed record OidcOptions(Uri Issuer, string ClientId, string Name, Func<string?> ReadSecret);
