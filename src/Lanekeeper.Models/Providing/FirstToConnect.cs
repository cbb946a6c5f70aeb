using System.Net;
using System.Net.Sockets;

namespace Lanekeeper.Models.Providing;

/// <summary>
/// Of a name's several addresses the one that answers first, as RFC 8305 ("Happy Eyeballs") has it: IPv6 and IPv4 by turns, each begun a quarter of a
/// second after the one before, or at once when that one failed. A host whose IPv6 leads nowhere so loses a quarter of a second, not the provider.
/// </summary>
/// <param name="dial">Connects to one address.</param>
internal sealed class FirstToConnect(Func<IPAddress, CancellationToken, Task<Socket>> dial, TimeProvider time)
{
    // RFC 8305, section 8: the recommended delay between attempts.
    private static readonly TimeSpan Head = TimeSpan.FromMilliseconds(250);

    /// <param name="addresses">In the order in which the resolver would have them tried; at least one.</param>
    /// <exception cref="SocketException">None answered; why the last of them did not.</exception>
    public async Task<Socket> ConnectAsync(IReadOnlyList<IPAddress> addresses, CancellationToken cancellationToken)
    {
        var waiting = new Queue<IPAddress>(ByTurns(addresses));
        var dialling = new List<Task<Socket>>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            while (true)
            {
                if (waiting.TryDequeue(out var address))
                {
                    dialling.Add(dial(address, stop.Token));
                }

                var ended = await EndedAsync(dialling, waiting.Count > 0, stop.Token);
                if (ended is { IsCompletedSuccessfully: true } || (ended is not null && dialling.Count == 1 && waiting.Count == 0))
                {
                    dialling.Remove(ended);
                    return await ended;
                }

                if (ended is not null)
                {
                    dialling.Remove(ended);
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
            dialling.ForEach(Drop);
        }
    }

    /// <returns>An attempt that is at its end; <see langword="null"/> when it is the next one's turn before.</returns>
    private async Task<Task<Socket>?> EndedAsync(List<Task<Socket>> dialling, bool othersWait, CancellationToken cancellationToken)
    {
        var any = Task.WhenAny(dialling);
        if (!othersWait)
        {
            return await any;
        }

        using var turn = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(any, Task.Delay(Head, time, turn.Token));
        await turn.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return any.IsCompleted ? await any : null;
    }

    private static IEnumerable<IPAddress> ByTurns(IReadOnlyList<IPAddress> addresses)
    {
        var byFamily = addresses.GroupBy(address => address.AddressFamily).Select(family => family.ToArray()).ToArray();
        return Enumerable.Range(0, byFamily.Max(family => family.Length)).SelectMany(round => byFamily.Where(family => round < family.Length).Select(family => family[round]));
    }

    // One that connects although it is no longer wanted is closed; why another did not is nobody's concern any more.
    private static void Drop(Task<Socket> late) => late.ContinueWith(
        static ended =>
        {
            if (ended.IsCompletedSuccessfully)
            {
                ended.Result.Dispose();
            }
            else
            {
                _ = ended.Exception;
            }
        },
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);
}
