using Lanekeeper.Permissions.Storing;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Permissions.Authenticating;

/// <summary>Finds out whose session a cookie stands for.</summary>
internal sealed partial class SessionAuthenticator(SessionStore sessions, TimeProvider time, ILogger<SessionAuthenticator> logger)
{
    /// <summary>A session that nobody uses ends.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromDays(14);

    /// <summary>Every session ends.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    public static readonly TimeSpan BetweenTouches = TimeSpan.FromMinutes(1);

    private readonly Beliefs<string, KnownSession> _known = new(new("The database says who is signed in", time, logger), time);

    public async Task<Result<SignedIn>> RunAsync(string cookie, CancellationToken cancellationToken)
    {
        if (!Token.TryParse(cookie, out var token))
        {
            return SignInProblems.UnknownSession();
        }

        var answer = await _known.AskAsync(Convert.ToHexString(token.Hash), now => FindAsync(token.Hash, now, cancellationToken));
        if (answer is { Away: { } away, IsNews: true })
        {
            LogAway(away);
        }

        return answer switch
        {
            { Fact: { } fact } => fact.SignedIn,
            { Away: not null } => SignInProblems.SessionsUnavailable(),
            _ => SignInProblems.UnknownSession(),
        };
    }

    public void ForgetAccount(Guid accountId) => _known.Forget(session => session.AccountId == accountId);

    private async Task<KnownSession?> FindAsync(byte[] hash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var session = await sessions.FindKnownAsync(hash, now - Idle, now - Longest, cancellationToken);
        if (session is not null && now - session.LastSeenAt > BetweenTouches)
        {
            await sessions.TouchAsync(session.Id, now, now - BetweenTouches, cancellationToken);
        }

        return session;
    }

    [LoggerMessage(LogLevel.Warning, "The database does not answer. People who were signed in are believed for an hour; others wait.")]
    private partial void LogAway(Exception exception);
}
