using Lanekeeper.Permissions.Authenticating;
using Lanekeeper.Permissions.Enrolling;
using Lanekeeper.Permissions.Storing;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Permissions.Managing;

/// <summary>Lists and ends sessions.</summary>
internal sealed partial class SessionEnder(SessionStore sessions, SessionAuthenticator authenticator, TimeProvider time, ILogger<SessionEnder> logger)
{
    public async Task<Result<Page<Session>>> ListAsync(Actor actor, Guid accountId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return Own.Denied(actor, accountId) is { } denied
            ? denied
            : new Page<Session>(await sessions.ListOpenAsync(accountId, now - SessionAuthenticator.Idle, now - SessionAuthenticator.Longest, cancellationToken), null);
    }

    public async Task<Result<Session>> EndAsync(Actor actor, Guid sessionId, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, AccountPermissions.OwnKeys) is { } denied)
        {
            return denied;
        }

        // Whose it is may only be told to those who may know.
        if (await sessions.FindAsync(sessionId, cancellationToken) is not { } session
            || Own.Denied(actor, session.AccountId) is not null
            || await sessions.EndAsync(sessionId, time.GetUtcNow(), cancellationToken) is not { } ended)
        {
            return SignInProblems.NoSession(sessionId);
        }

        authenticator.ForgetAccount(ended.AccountId);
        LogEnded(ended.Id, actor.Id);
        return ended;
    }

    public async Task<Result<Done>> EndOthersAsync(Actor actor, Guid accountId, Guid? keep, CancellationToken cancellationToken)
    {
        if (Own.Denied(actor, accountId) is { } denied)
        {
            return denied;
        }

        await sessions.EndOthersAsync(accountId, keep, time.GetUtcNow(), cancellationToken);
        authenticator.ForgetAccount(accountId);
        LogEndedOthers(accountId, actor.Id);
        return Done.Instance;
    }

    public async Task<Result<Done>> SignOutAsync(string cookie, CancellationToken cancellationToken)
    {
        if (Token.TryParse(cookie, out var token) && await sessions.EndByHashAsync(token.Hash, time.GetUtcNow(), cancellationToken) is { } accountId)
        {
            authenticator.ForgetAccount(accountId);
        }

        return Done.Instance;
    }

    [LoggerMessage(LogLevel.Information, "Session {Id} ended by {Actor}.")]
    private partial void LogEnded(Guid id, string actor);

    [LoggerMessage(LogLevel.Information, "Other sessions of account {AccountId} ended by {Actor}.")]
    private partial void LogEndedOthers(Guid accountId, string actor);
}
