namespace Lanekeeper.Web;

/// <param name="KeyFolder">Where the keys that protect forms are kept; only this user may read it.</param>
/// <param name="ShowsDesign">Whether <c>/design</c> is there.</param>
/// <param name="Oidc"><see langword="null"/> where people sign in here alone.</param>
public sealed record WebOptions(string KeyFolder, bool ShowsDesign = false, OidcOptions? Oidc = null);
