using Lanekeeper.Permissions.Managing;

namespace Lanekeeper.Permissions;

internal sealed class SessionService(SessionEnder ender) : ISessions
{
    public Task<Result<Page<Session>>> ListAsync(Actor actor, Guid accountId, CancellationToken cancellationToken) => ender.ListAsync(actor, accountId, cancellationToken);

    public Task<Result<Session>> EndAsync(Actor actor, Guid sessionId, CancellationToken cancellationToken) => ender.EndAsync(actor, sessionId, cancellationToken);

    public Task<Result<Done>> EndOthersAsync(Actor actor, Guid accountId, Guid? keep, CancellationToken cancellationToken) =>
        ender.EndOthersAsync(actor, accountId, keep, cancellationToken);
}
