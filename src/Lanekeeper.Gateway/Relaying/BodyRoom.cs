using System.Threading.RateLimiting;

namespace Lanekeeper.Gateway.Relaying;

/// <summary>So many bytes, for all that ask together; who finds no room waits for it in turn, and not for ever.</summary>
internal sealed class BodyRoom(long bytes, TimeSpan patience, TimeProvider time) : IDisposable
{
    // The limiter counts in 32 bits.
    private const int Unit = 1024;

    private readonly int _all = Units(bytes);
    private readonly ConcurrencyLimiter _free = new(new() { PermitLimit = Units(bytes), QueueLimit = int.MaxValue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    /// <returns>Whether there was room within the time; then the body holds it.</returns>
    public async ValueTask<bool> EnterAsync(RequestBody body, int length, CancellationToken cancellationToken)
    {
        // What alone is larger than the room may have all of it.
        var units = Math.Min(Units(length), _all - body.Units);
        if (units == 0)
        {
            return true;
        }

        RateLimitLease? lease = _free.AttemptAcquire(units);
        if (!lease.IsAcquired)
        {
            lease = await WaitAsync(units, cancellationToken);
        }

        if (lease is not { IsAcquired: true })
        {
            return false;
        }

        body.Hold(lease, units);
        return true;
    }

    public void Dispose() => _free.Dispose();

    private async ValueTask<RateLimitLease?> WaitAsync(int units, CancellationToken cancellationToken)
    {
        using var tired = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(tired.Token, cancellationToken);
        try
        {
            return await _free.AcquireAsync(units, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static int Units(long bytes) => (int)Math.Clamp((bytes + Unit - 1) / Unit, 1, int.MaxValue);
}
