namespace Lanekeeper.Permissions;

/// <summary>The door of the keys that apps carry: an app is no person, and its key does nothing but call models and tools.</summary>
public interface IAppKeys
{
    /// <summary>What the app that holds this key may do. Believed for two seconds, and for an hour while the database is away.</summary>
    Task<Result<AppKey>> AuthenticateAsync(string credential, CancellationToken cancellationToken);

    /// <summary>Makes a key; its text is shown this once and stored only as a hash.</summary>
    Task<Result<NewAppKey>> CreateAsync(Actor actor, AppKeyRequest request, CancellationToken cancellationToken);

    /// <summary>Makes a key with the same app and scope, and lets the old one expire after the overlap; until then both work.</summary>
    Task<Result<NewAppKey>> RotateAsync(Actor actor, Guid keyId, TimeSpan overlap, CancellationToken cancellationToken);

    /// <summary>Ends a key for good; within seconds no process accepts it any more.</summary>
    Task<Result<AppKeyRow>> RevokeAsync(Actor actor, Guid keyId, CancellationToken cancellationToken);

    Task<Result<AppKeyRow>> FindAsync(Actor actor, Guid keyId, CancellationToken cancellationToken);

    /// <summary>The keys of all apps, the newest first, those that ended too; never their secrets.</summary>
    Task<Result<Page<AppKeyRow>>> ListAsync(Actor actor, PageRequest page, CancellationToken cancellationToken);
}

/// <param name="App">The name that all keys of an app share; limits and budgets count by it.</param>
/// <param name="Workflows">Under which its calls may be filed; the first one is meant where a call names none. None given: the one named like the app.</param>
/// <param name="Models">Empty for every model that the project declares.</param>
/// <param name="Tools">Empty for every tool that its workflows list.</param>
/// <param name="ExpiresAt">When it ends by itself.</param>
public sealed record AppKeyRequest(string App, IReadOnlyList<string> Workflows, IReadOnlyList<string> Models, IReadOnlyList<string> Tools, DateTimeOffset? ExpiresAt);

/// <param name="Key">As the list shows it.</param>
/// <param name="Secret">The whole key, <c>lk_...</c>; shown once.</param>
public sealed record NewAppKey(AppKeyRow Key, string Secret)
{
    /// <summary>Names in its scope that nobody knows yet, a sentence each; whoever hands the key over looks them up.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <param name="MadeBy">The name of whoever made it.</param>
/// <param name="LastUsedAt">To about a minute; <see langword="null"/> when it never was.</param>
/// <param name="ReplacedBy">The key that took its place by rotation.</param>
public sealed record AppKeyRow(
    Guid Id,
    string App,
    IReadOnlyList<string> Workflows,
    IReadOnlyList<string> Models,
    IReadOnlyList<string> Tools,
    string MadeBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastUsedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt,
    Guid? ReplacedBy,
    AppKeyState State);

public enum AppKeyState
{
    Live,

    /// <summary>Another took its place; it works until it expires.</summary>
    Replaced,

    Expired,

    Revoked,
}
