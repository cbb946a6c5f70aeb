namespace Lanekeeper.Permissions;

/// <summary>The door through which people come in. Its answers do not tell a stranger which accounts there are.</summary>
public interface ISignIn
{
    /// <summary>Opens a session for an e-mail address and its password. Failures are counted per account and per address of the visitor.</summary>
    Task<Result<NewSession>> WithPasswordAsync(PasswordAttempt attempt, Visitor visitor, CancellationToken cancellationToken);

    /// <summary>Opens a session for somebody whom a provider has vouched for; the caller has verified what the provider said.</summary>
    Task<Result<NewSession>> WithIdentityAsync(ExternalIdentity identity, Visitor visitor, CancellationToken cancellationToken);

    /// <summary>What a one-time link is for. Looking changes nothing: programs that scan mail look too.</summary>
    Task<Result<LinkView>> FindLinkAsync(string token, CancellationToken cancellationToken);

    /// <summary>Uses a one-time link up, keeps what was given with it, and opens a session.</summary>
    Task<Result<NewSession>> WithLinkAsync(string token, LinkAnswer answer, Visitor visitor, CancellationToken cancellationToken);

    /// <summary>Turns a session's cookie into the caller it belongs to.</summary>
    Task<Result<SignedIn>> AuthenticateAsync(string cookie, CancellationToken cancellationToken);

    /// <summary>Ends the session of this cookie, if there is one.</summary>
    Task<Result<Done>> SignOutAsync(string cookie, CancellationToken cancellationToken);

    /// <summary>Called at start: makes a link for the oldest admin as long as nobody has ever signed in, or in any case when <paramref name="always"/>.</summary>
    Task<Result<FirstLink>> MakeFirstLinkAsync(bool always, CancellationToken cancellationToken);
}

/// <summary>Where a sign-in comes from, for the list of sessions and for slowing guessers down.</summary>
/// <param name="Address">The IP address, as text.</param>
/// <param name="UserAgent">As the browser says; it is cut and cleaned.</param>
public sealed record Visitor(string Address, string UserAgent);

public sealed record PasswordAttempt(string Email, string Password);

/// <summary>Whom a provider vouches for.</summary>
/// <param name="Issuer">The provider.</param>
/// <param name="Subject">The person's stable id there.</param>
/// <param name="Email">The address there, if it says one.</param>
/// <param name="IsEmailVerified">Whether the provider has verified the address.</param>
/// <param name="Name">What the person is called there.</param>
public sealed record ExternalIdentity(string Issuer, string Subject, string? Email, bool IsEmailVerified, string? Name);

/// <param name="Cookie">The secret that stands for the session; shown this once and stored only as a hash.</param>
public sealed record NewSession(Guid Id, Guid AccountId, string Cookie, DateTimeOffset ExpiresAt);

/// <param name="Name">What the person is called; the actor's name is the e-mail address.</param>
public sealed record SignedIn(Actor Actor, Guid SessionId, string Name);

public enum LinkPurpose
{
    /// <summary>The first admin, and whoever may not get in otherwise: one click.</summary>
    SignIn,

    /// <summary>A new person.</summary>
    Invitation,

    /// <summary>A new password.</summary>
    Reset,
}

/// <summary>A link that works, and for whom.</summary>
public sealed record LinkView(LinkPurpose Purpose, string Email, string Name, Role Role, bool HasPassword, DateTimeOffset ExpiresAt)
{
    /// <summary>Addresses are an admin's business, since an identity at a provider is found by them.</summary>
    public bool MayChangeEmail => Purpose == LinkPurpose.SignIn && Role == Role.Admin;

    public bool NeedsPassword => Purpose == LinkPurpose.Reset;
}

/// <summary>What the person who opened a link gives with it; what is <see langword="null"/> stays as it is.</summary>
public sealed record LinkAnswer(string? Name = null, string? Email = null, string? Password = null);

/// <param name="Token">Goes into the address, is shown this once and stored only as a hash.</param>
public sealed record NewLink(Guid Id, string Token, LinkPurpose Purpose, DateTimeOffset ExpiresAt);

/// <param name="Link"><see langword="null"/> when somebody has signed in before.</param>
public sealed record FirstLink(NewLink? Link);
