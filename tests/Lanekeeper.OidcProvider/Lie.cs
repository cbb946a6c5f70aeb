namespace Lanekeeper.OidcProvider;

/// <summary>What the provider does wrong; each must keep people out.</summary>
public enum Lie
{
    None,
    AnotherNonce,
    NoNonce,
    AnotherAudience,
    TwoAudiences,
    AnotherIssuer,
    Expired,
    FromTheFuture,
    AnotherKey,
    ChangedClaims,
    NotSigned,

    /// <summary>Signed with HMAC, the public key as its secret.</summary>
    SymmetricKey,
    UnverifiedEmail,
    NoSubject,
    NoToken,
    Error,
    Broken,
}
