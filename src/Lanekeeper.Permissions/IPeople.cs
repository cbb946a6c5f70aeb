namespace Lanekeeper.Permissions;

/// <summary>The door of people: who they are, what they may do, and how they get in.</summary>
public interface IPeople
{
    Task<Result<Page<Person>>> ListAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>Oneself, or anybody for an admin.</summary>
    Task<Result<Person>> FindAsync(Actor actor, Guid accountId, CancellationToken cancellationToken);

    /// <summary>One's own name, or anything of anybody for an admin. A new role that somebody else gives ends the person's sessions and links.</summary>
    Task<Result<Account>> ChangeAsync(Actor actor, Guid accountId, AccountChange change, CancellationToken cancellationToken);

    /// <summary>Stops or restores an account; sessions, links and keys of a stopped one end within seconds. The last admin stays.</summary>
    Task<Result<Account>> SetDisabledAsync(Actor actor, Guid accountId, bool isDisabled, CancellationToken cancellationToken);

    /// <summary>Sets one's own password and ends one's other sessions.</summary>
    Task<Result<Done>> ChangePasswordAsync(Actor actor, PasswordChange change, Visitor visitor, CancellationToken cancellationToken);

    /// <summary>Makes a one-time link for somebody, to be handed over by the admin.</summary>
    Task<Result<NewLink>> MakeLinkAsync(Actor actor, Guid accountId, LinkPurpose purpose, CancellationToken cancellationToken);
}

/// <param name="LastSeenAt">When a session was last used, to about a minute.</param>
/// <param name="Sessions">How many are open.</param>
/// <param name="Keys">How many work.</param>
/// <param name="InvitedUntil">When an unused invitation expires.</param>
public sealed record Person(
    Guid Id,
    string Email,
    string Name,
    Role Role,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DisabledAt,
    bool HasPassword,
    bool HasIdentity,
    DateTimeOffset? LastSeenAt,
    int Sessions,
    int Keys,
    DateTimeOffset? InvitedUntil);

/// <summary>What is <see langword="null"/> stays as it is.</summary>
public sealed record AccountChange(string? Name = null, string? Email = null, Role? Role = null);

/// <param name="Current">Not needed where the account has no password yet.</param>
/// <param name="KeepSession">The session that goes on.</param>
public sealed record PasswordChange(string? Current, string New, Guid? KeepSession);
