using System.IO.Pipelines;

namespace Lanekeeper.Gateway.Relaying;

/// <summary>
/// Hands an answer to an app, which has to take it. The server's own least rate counts what was taken before, so that a client that took much at first
/// may stand still for hours, its call open and the provider kept waiting.
/// </summary>
internal static class Handover
{
    private const int Portion = 64 * 1024;

    /// <summary>How long an app may take nothing. What a connection buffers holds most answers whole, so this is for one that has forgotten its stream.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <returns>Whether it went on: <see langword="false"/> once the app has taken nothing for that long.</returns>
    public static async ValueTask<bool> PassAsync(PipeWriter app, ReadOnlyMemory<byte> part, TimeProvider time, CancellationToken cancellationToken)
    {
        while (part.Length > Portion)
        {
            if (!await IsTakenAsync(app, part[..Portion], time, cancellationToken))
            {
                return false;
            }

            part = part[Portion..];
        }

        return await IsTakenAsync(app, part, time, cancellationToken);
    }

    private static async ValueTask<bool> IsTakenAsync(PipeWriter app, ReadOnlyMemory<byte> portion, TimeProvider time, CancellationToken cancellationToken)
    {
        // Each portion is flushed by this: whoever reads a stream sees each event when it comes.
        var write = app.WriteAsync(portion, cancellationToken);
        if (write.IsCompletedSuccessfully)
        {
            await write;
            return true;
        }

        try
        {
            await write.AsTask().WaitAsync(Patience, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
