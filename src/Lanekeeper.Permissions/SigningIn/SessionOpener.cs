using Lanekeeper.Permissions.Authenticating;
using Lanekeeper.Permissions.Storing;
using Lanekeeper.Storage;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Permissions.SigningIn;

/// <summary>Begins a session for an account that the transaction has locked; the secret is always a new one.</summary>
internal sealed partial class SessionOpener(TimeProvider time, ILogger<SessionOpener> logger)
{
    public async Task<NewSession> OpenAsync(DatabaseTransaction transaction, Guid accountId, SignInWay way, Visitor visitor, CancellationToken cancellationToken)
    {
        var (now, token) = (time.GetUtcNow(), Token.New());
        var session = new SessionRow(Id.New(time), accountId, token.Hash, way, visitor.Address, visitor.UserAgent, now);
        await SessionStore.AddAsync(transaction, session, cancellationToken);
        transaction.AfterCommit(() => LogOpened(session.Id, accountId, way, visitor.Address));
        return new(session.Id, accountId, token.Reveal(), now + SessionAuthenticator.Longest);
    }

    [LoggerMessage(LogLevel.Information, "Session {Id} of account {AccountId} began by {Way} from {Address}.")]
    private partial void LogOpened(Guid id, Guid accountId, SignInWay way, string address);
}
