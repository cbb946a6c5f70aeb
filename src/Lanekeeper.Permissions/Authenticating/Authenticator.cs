using System.Security.Cryptography;
using Lanekeeper.Permissions.Storing;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Permissions.Authenticating;

/// <summary>Finds out whose credential this is.</summary>
internal sealed partial class Authenticator(KeyStore keys, TimeProvider time, ILogger<Authenticator> logger)
{
    public static readonly TimeSpan BetweenTouches = TimeSpan.FromMinutes(1);

    // Compared with where there is no such key, so that an unknown id takes as long as a wrong secret.
    private static readonly byte[] NoHash = RandomNumberGenerator.GetBytes(32);

    private readonly Beliefs<Guid, KnownKey> _known = new(new("The database says whose key it is", time, logger), time);

    public async Task<Result<Actor>> RunAsync(string credential, CancellationToken cancellationToken)
    {
        if (!Credential.TryParse(credential, out var given))
        {
            return PermissionProblems.UnknownCredential();
        }

        var answer = await _known.AskAsync(given.KeyId, now => FindAsync(given, now, cancellationToken));
        if (answer is { Away: { } away, IsNews: true })
        {
            LogAway(away);
        }

        return answer is { Fact: null, Away: not null } ? PermissionProblems.Unavailable() : Compare(given, answer.Fact);
    }

    public void Forget(Guid keyId) => _known.Forget(keyId);

    public void ForgetAccount(Guid accountId) => _known.Forget(key => key.AccountId == accountId);

    private async Task<KnownKey?> FindAsync(Credential given, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var key = await keys.FindKnownAsync(given.KeyId, cancellationToken);
        if (Compare(given, key).Problem is not null)
        {
            return null;
        }

        if (key!.LastUsedAt is null || now - key.LastUsedAt > BetweenTouches)
        {
            await keys.TouchAsync(given.KeyId, now, now - BetweenTouches, cancellationToken);
        }

        return key;
    }

    private static Result<Actor> Compare(Credential given, KnownKey? key)
    {
        var isSame = CryptographicOperations.FixedTimeEquals(given.SecretHash, key?.SecretHash ?? NoHash);
        return isSame && key is not null ? key.Actor : PermissionProblems.UnknownCredential();
    }

    [LoggerMessage(LogLevel.Warning, "The database does not answer. People's keys that were known are believed for an hour; others are refused.")]
    private partial void LogAway(Exception exception);
}
