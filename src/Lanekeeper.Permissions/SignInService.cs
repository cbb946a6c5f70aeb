using Lanekeeper.Permissions.Authenticating;
using Lanekeeper.Permissions.Managing;
using Lanekeeper.Permissions.SigningIn;

namespace Lanekeeper.Permissions;

internal sealed class SignInService(
    PasswordSignIn byPassword, IdentitySignIn byIdentity, LinkSignIn byLink, Links links, SessionAuthenticator authenticator, SessionEnder ender) : ISignIn
{
    public Task<Result<NewSession>> WithPasswordAsync(PasswordAttempt attempt, Visitor visitor, CancellationToken cancellationToken) =>
        byPassword.RunAsync(attempt, visitor, cancellationToken);

    public Task<Result<NewSession>> WithIdentityAsync(ExternalIdentity identity, Visitor visitor, CancellationToken cancellationToken) =>
        byIdentity.RunAsync(identity, visitor, cancellationToken);

    public Task<Result<LinkView>> FindLinkAsync(string token, CancellationToken cancellationToken) => links.FindAsync(token, cancellationToken);

    public Task<Result<NewSession>> WithLinkAsync(string token, LinkAnswer answer, Visitor visitor, CancellationToken cancellationToken) =>
        byLink.RunAsync(token, answer, visitor, cancellationToken);

    public Task<Result<SignedIn>> AuthenticateAsync(string cookie, CancellationToken cancellationToken) => authenticator.RunAsync(cookie, cancellationToken);

    public Task<Result<Done>> SignOutAsync(string cookie, CancellationToken cancellationToken) => ender.SignOutAsync(cookie, cancellationToken);

    public Task<Result<FirstLink>> MakeFirstLinkAsync(bool always, CancellationToken cancellationToken) => links.MakeFirstAsync(always, cancellationToken);
}
