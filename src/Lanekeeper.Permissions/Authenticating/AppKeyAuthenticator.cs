using System.Security.Cryptography;
using Lanekeeper.Permissions.Storing;
using Lanekeeper.Storage;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Permissions.Authenticating;

/// <summary>Finds out which app holds this key, and what it may do.</summary>
internal sealed partial class AppKeyAuthenticator(AppKeyStore keys, TimeProvider time, ILogger<AppKeyAuthenticator> logger) : IAskedAhead
{
    public static readonly TimeSpan BetweenTouches = TimeSpan.FromMinutes(1);

    // Compared with where there is no such key, so that an unknown id takes as long as a wrong secret.
    private static readonly byte[] NoHash = RandomNumberGenerator.GetBytes(32);

    private readonly Beliefs<Guid, KnownAppKey> _known = new(new("The database says who holds the key of an app", time, logger), time);

    public string What => "Keys of apps that are in use";

    public TimeSpan Every => Beliefs<Guid, KnownAppKey>.Fresh / 2;

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

        var judged = answer is { Fact: null, Away: not null } ? PermissionProblems.Unavailable() : Judge(answer.Fact, hash);
        if (judged.Problem is null)
        {
            _known.See(given.KeyId);
        }

        return judged;
    }

    public Task AskAheadAsync(CancellationToken cancellationToken) => _known.AskAheadAsync((seen, now) => FindAsync(seen, now, cancellationToken));

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
        var known = await keys.FindKnownAsync([id], cancellationToken) is [var one] ? one : null;
        if (!IsSame(known, hash))
        {
            return null;
        }

        await TouchAsync([new(known!, now)], now, cancellationToken);
        return known;
    }

    private async Task<IReadOnlyDictionary<Guid, KnownAppKey>> FindAsync(IReadOnlyList<Seen<Guid>> seen, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var known = (await keys.FindKnownAsync([.. seen.Select(each => each.Key)], cancellationToken)).ToDictionary(key => key.Id);
        await TouchAsync(seen.Where(each => known.ContainsKey(each.Key)).Select(each => new Seen<KnownAppKey>(known[each.Key], each.At)), now, cancellationToken);
        return known;
    }

    private Task TouchAsync(IEnumerable<Seen<KnownAppKey>> seen, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var untold = seen.Where(each => !(each.Key.ExpiresAt <= each.At) && (each.Key.LastUsedAt is not { } last || each.At - last > BetweenTouches)).ToList();
        return untold.Count == 0 ? Task.CompletedTask : keys.TouchAsync(untold, now - BetweenTouches, cancellationToken);
    }

    private static bool IsSame(KnownAppKey? known, byte[] hash) => CryptographicOperations.FixedTimeEquals(hash, known?.SecretHash ?? NoHash) && known is not null;

    [LoggerMessage(LogLevel.Warning, "The database does not answer. Keys of apps that were known are believed for an hour; others are refused.")]
    private partial void LogAway(Exception exception);
}
