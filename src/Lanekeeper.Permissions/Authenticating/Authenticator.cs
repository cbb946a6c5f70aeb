using System.Collections.Concurrent;
using System.Security.Cryptography;
using Lanekeeper.Permissions.Storing;
using Lanekeeper.Storage;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Permissions.Authenticating;

/// <summary>
/// Finds out whose credential this is. An answer is believed for two seconds, so that a revoked key ends within seconds;
/// while the database is away, for an hour: nobody can revoke anything then, and callers who were known stay known.
/// </summary>
internal sealed partial class Authenticator(KeyStore keys, TimeProvider time, ILogger<Authenticator> logger)
{
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan KeptWhileAway = TimeSpan.FromHours(1);
    public static readonly TimeSpan BetweenTouches = TimeSpan.FromMinutes(1);

    private const int MostKept = 10_000;

    // Compared with where there is no such key, so that an unknown id takes as long as a wrong secret.
    private static readonly byte[] NoHash = RandomNumberGenerator.GetBytes(32);

    private readonly ConcurrentDictionary<Guid, Kept> _kept = new();

    public async Task<Result<Actor>> RunAsync(string credential, CancellationToken cancellationToken)
    {
        if (!Credential.TryParse(credential, out var given))
        {
            return PermissionProblems.UnknownCredential();
        }

        var now = time.GetUtcNow();
        if (_kept.TryGetValue(given.KeyId, out var kept) && now - kept.At < Fresh)
        {
            return Compare(given, kept.Key);
        }

        try
        {
            return await AskAsync(given, now, cancellationToken);
        }
        catch (Exception exception) when (DatabaseFailure.IsUnavailable(exception))
        {
            LogAway(given.KeyId, exception);
            return kept is not null && now - kept.At < KeptWhileAway ? Compare(given, kept.Key) : PermissionProblems.Unavailable();
        }
    }

    public void Forget(Guid keyId) => _kept.TryRemove(keyId, out _);

    private async Task<Result<Actor>> AskAsync(Credential given, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var key = await keys.FindKnownAsync(given.KeyId, cancellationToken);
        var answer = Compare(given, key);
        if (key is null || answer.Problem is not null)
        {
            // A key that is wrong or gone takes no room: whoever guesses must not fill the memory.
            _kept.TryRemove(given.KeyId, out _);
            return answer;
        }

        if (key.LastUsedAt is null || now - key.LastUsedAt > BetweenTouches)
        {
            await keys.TouchAsync(given.KeyId, now, now - BetweenTouches, cancellationToken);
        }

        if (_kept.Count >= MostKept)
        {
            _kept.Clear();
        }

        _kept[given.KeyId] = new(key, now);
        return answer;
    }

    private static Result<Actor> Compare(Credential given, KnownKey? key)
    {
        var isSame = CryptographicOperations.FixedTimeEquals(given.SecretHash, key?.SecretHash ?? NoHash);
        return isSame && key is not null ? key.Actor : PermissionProblems.UnknownCredential();
    }

    [LoggerMessage(LogLevel.Warning, "Key {KeyId} could not be looked up: the database does not answer.")]
    private partial void LogAway(Guid keyId, Exception exception);

    private sealed record Kept(KnownKey Key, DateTimeOffset At);
}
