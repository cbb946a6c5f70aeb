namespace Lanekeeper.Permissions;

/// <summary>How people sign in.</summary>
public sealed record SignInOptions
{
    /// <summary>Somebody whom the provider vouches for with a verified address in this domain gets an account; <see langword="null"/> for nobody.</summary>
    public string? IdentityDomain { get; init; }

    /// <summary>The role of an account that was made so.</summary>
    public Role IdentityRole { get; init; } = Role.Viewer;

    /// <summary>PBKDF2 with HMAC-SHA-512, as OWASP advises; a password that was hashed with fewer is hashed anew at the next sign-in.</summary>
    public int PasswordIterations { get; init; } = 210_000;
}
