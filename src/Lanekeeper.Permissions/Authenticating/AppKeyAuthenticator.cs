using System.Security.Cryptography;
using Lanekeeper.Permissions.Storing;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Permissions.Authenticating;

/// <summary>Finds out which app holds this key, and what it may do.</summary>
internal sealed partial class AppKeyAuthenticator(AppKeyStore keys, TimeProvider time, ILogger<AppKeyAuthenticator> logger)
{
    public static readonly TimeSpan BetweenTouches = TimeSpan.FromMinutes(1);

    // Compared with where there is no such key, so that an unknown id takes as long as a wrong secret.
    private static readonly byte[] NoHash = RandomNumberGenerator.GetBytes(32);

    private readonly Beliefs<Guid, KnownAppKey> _known = new(new("The database says who holds the key of an app", time, logger), time);

    public async Task<Result<AppKey>> RunAsync(string credential, CancellationToken cancellationToken)
    {
        if (!Credential.TryParse(credential, out var given))
        {
            return AppKeyProblems.Unknown();
        }

        var hash = given.SecretHash;
        var answer = await _known.AskAsync(given.KeyId, now => FindAsync(given.KeyId, hash, now, cancellationToken));
        if (answer is { Away: { } away, IsNews: true })
        {
            LogAway(away);
        }

        return answer is { Fact: null, Away: not null } ? PermissionProblems.Unavailable() : Judge(answer.Fact, hash);
    }

    public void Forget(Guid keyId) => _known.Forget(keyId);

    // What is believed may have expired since it was asked.
    private Result<AppKey> Judge(KnownAppKey? known, byte[] hash)
    {
        if (!IsSame(known, hash))
        {
            return AppKeyProblems.Unknown();
        }

        return known!.ExpiresAt is { } end && end <= time.GetUtcNow() ? AppKeyProblems.Expired(known.App, end) : known.Key;
    }

    private async Task<KnownAppKey?> FindAsync(Guid id, byte[] hash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var known = await keys.FindKnownAsync(id, cancellationToken);
        if (!IsSame(known, hash))
        {
            return null;
        }

        var isOver = known!.ExpiresAt <= now;
        if (!isOver && (known.LastUsedAt is null || now - known.LastUsedAt > BetweenTouches))
        {
            await keys.TouchAsync(id, now, now - BetweenTouches, cancellationToken);
        }

        return known;
    }

    private static bool IsSame(KnownAppKey? known, byte[] hash) => CryptographicOperations.FixedTimeEquals(hash, known?.SecretHash ?? NoHash) && known is not null;

    [LoggerMessage(LogLevel.Warning, "The database does not answer. Keys of apps that were known are believed for an hour; others are refused.")]
    private partial void LogAway(Exception exception);
}
