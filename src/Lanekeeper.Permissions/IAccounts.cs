namespace Lanekeeper.Permissions;

/// <summary>The door of accounts: who there is, and whose credential this is.</summary>
public interface IAccounts
{
    /// <summary>Turns a bearer credential into the caller it belongs to.</summary>
    Task<Result<Actor>> AuthenticateAsync(string credential, CancellationToken cancellationToken);

    /// <summary>
    /// Makes sure that there is a first admin and that the local token in the data folder (mode 0600) stands for it.
    /// Called once at start; a token that was changed or lost is replaced.
    /// </summary>
    Task<Result<Done>> EnsureLocalTokenAsync(string tokenFile, CancellationToken cancellationToken);

    Task<Result<Account>> CreateAsync(Actor actor, NewAccount account, CancellationToken cancellationToken);

    Task<Result<Page<Account>>> ListAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>Makes a key for an account; its text is shown this once and stored only as a hash. A person has 50 that work at most.</summary>
    Task<Result<NewKey>> CreateKeyAsync(Actor actor, Guid accountId, string label, CancellationToken cancellationToken);

    /// <summary>The keys of an account, those that work first and then the revoked ones; never their secrets.</summary>
    Task<Result<Page<AccountKey>>> ListKeysAsync(Actor actor, Guid accountId, CancellationToken cancellationToken);

    /// <summary>Ends a key for good; within seconds no process accepts it any more.</summary>
    Task<Result<AccountKey>> RevokeKeyAsync(Actor actor, Guid keyId, CancellationToken cancellationToken);
}

/// <param name="DisabledAt">Since when it may not be used.</param>
public sealed record Account(Guid Id, string Email, string Name, Role Role, DateTimeOffset CreatedAt, DateTimeOffset? DisabledAt = null);

public sealed record NewAccount(string Email, string Name, Role Role);

/// <param name="Id">The key's public id.</param>
/// <param name="Secret">The whole key, <c>lk_...</c>; shown once.</param>
public sealed record NewKey(Guid Id, string Secret);

/// <param name="LastUsedAt">To about a minute; <see langword="null"/> when it never was.</param>
public sealed record AccountKey(Guid Id, Guid AccountId, string Label, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt);
