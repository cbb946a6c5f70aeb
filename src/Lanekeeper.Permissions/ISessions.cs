namespace Lanekeeper.Permissions;

/// <summary>The door of sessions: one's own, or anybody's for an admin.</summary>
public interface ISessions
{
    /// <summary>The sessions that are open, the last used first.</summary>
    Task<Result<Page<Session>>> ListAsync(Actor actor, Guid accountId, CancellationToken cancellationToken);

    /// <summary>Ends one; within seconds no process accepts it any more.</summary>
    Task<Result<Session>> EndAsync(Actor actor, Guid sessionId, CancellationToken cancellationToken);

    /// <summary>Ends all sessions of an account but one.</summary>
    Task<Result<Done>> EndOthersAsync(Actor actor, Guid accountId, Guid? keep, CancellationToken cancellationToken);
}

/// <param name="Way">How it began.</param>
/// <param name="Address">Where the visitor was then.</param>
/// <param name="LastSeenAt">To about a minute.</param>
public sealed record Session(Guid Id, Guid AccountId, SignInWay Way, string Address, string UserAgent, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, DateTimeOffset? EndedAt);

public enum SignInWay
{
    Password,
    Link,
    Identity,
}
