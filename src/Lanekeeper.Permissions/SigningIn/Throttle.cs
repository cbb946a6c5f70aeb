using System.Security.Cryptography;
using System.Text;
using Lanekeeper.Permissions.Storing;

namespace Lanekeeper.Permissions.SigningIn;

/// <summary>
/// Slows guessers down, whether or not the account they guess at exists: per address of the visitor, and per account. Nobody is
/// locked out: waits end, and are counted apart for a place from which the account's owner has signed in before.
/// </summary>
internal sealed class Throttle(AttemptStore attempts, SessionStore sessions, TimeProvider time)
{
    public const int FreeOfAccount = 5;
    public const int FreeOfAddress = 30;
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    /// <returns>The turn to make one attempt; a problem when it is too early.</returns>
    public async Task<Result<Turn>> TakeAsync(string email, Visitor visitor, CancellationToken cancellationToken)
    {
        // What others do at an address must not keep out who belongs there; a place that is known counts for its account alone.
        var isKnown = await sessions.IsKnownPlaceAsync(email, visitor.Address, cancellationToken);
        var address = !isKnown && Visitors.Neighbourhood(visitor) is { } place ? Subject($"address {place}") : null;
        if (address is not null && await WaitAsync(address, FreeOfAddress, cancellationToken) is { } crowd)
        {
            return crowd;
        }

        var account = Subject(isKnown ? $"account {email} {visitor.Address}" : $"account {email}");
        return await WaitAsync(account, FreeOfAccount, cancellationToken) is { } problem ? problem : new Turn(account, address);
    }

    /// <summary>The attempt was right.</summary>
    public async Task ClearAsync(Turn turn, CancellationToken cancellationToken)
    {
        await attempts.ClearAsync(turn.Account, cancellationToken);
        if (turn.Address is not null)
        {
            await attempts.GiveBackAsync(turn.Address, time.GetUtcNow(), cancellationToken);
        }
    }

    private async Task<Problem?> WaitAsync(byte[] subject, int free, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var until = await attempts.TakeAsync(new(subject, free, FirstWait, LongestWait, now, now - Memory), cancellationToken);
        return until is null ? null : SignInProblems.TooMany(until.Value > now ? until.Value - now : TimeSpan.FromSeconds(1));
    }

    private static byte[] Subject(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}

/// <param name="Account">What counts for the account.</param>
/// <param name="Address">What counts for the visitor's address; <see langword="null"/> where nothing does.</param>
internal sealed record Turn(byte[] Account, byte[]? Address);
