using Lanekeeper.Permissions.Authenticating;
using Lanekeeper.Permissions.Storing;
using Lanekeeper.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Permissions.Forgetting;

/// <summary>Forgets how people got in once that is long over; each person's last session stays, since it tells when they were seen. Any number of processes may.</summary>
internal sealed partial class ForgetSweep(
    SessionStore sessions, LinkStore links, KeyStore keys, AttemptStore attempts, TimeProvider time, ILogger<ForgetSweep> logger) : BackgroundService
{
    /// <summary>How long something is still shown, or of use to whoever looks into what happened, after it is over.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private const int AtOnce = 500;

    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan AttemptsKept = TimeSpan.FromDays(1);

    private readonly Trouble _trouble = new("What is long over is forgotten", time, logger);

    /// <returns>How many rows were forgotten.</returns>
    public async Task<int> ForgetAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await AllAsync(() => sessions.ForgetAsync(now - SessionAuthenticator.Longest - Kept, AtOnce, cancellationToken))
            + await AllAsync(() => links.ForgetAsync(now - Kept, AtOnce, cancellationToken))
            + await AllAsync(() => keys.ForgetAsync(now - Kept, AtOnce, cancellationToken))
            + await AllAsync(() => attempts.ForgetAsync(now - AttemptsKept, AtOnce, cancellationToken));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await _trouble.GuardAsync(async () => LogForgotten(await ForgetAsync(stoppingToken)), LogFailed);
            await Task.Delay(Every, time, stoppingToken);
        }
    }

    private static async Task<int> AllAsync(Func<Task<int>> forget)
    {
        var (all, some) = (0, AtOnce);
        while (some == AtOnce)
        {
            all += some = await forget();
        }

        return all;
    }

    [LoggerMessage(LogLevel.Debug, "{Count} sessions, links, keys and attempts that are long over were forgotten.")]
    private partial void LogForgotten(int count);

    [LoggerMessage(LogLevel.Error, "What is long over could not be forgotten; tried again in an hour.")]
    private partial void LogFailed(Exception failure);
}
