using Lanekeeper.Orchestration.Storing;
using Lanekeeper.Permissions;

namespace Lanekeeper.Orchestration.Counting;

internal sealed class PulseHandler(PulseStore store, TimeProvider time)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    public async Task<Result<RunPulse>> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, OrchestrationPermissions.Read) is { } denied)
        {
            return denied;
        }

        var now = time.GetUtcNow();
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        return new RunPulse(
            await store.CountAsync(midnight, now, cancellationToken),
            await store.CountAsync(midnight - Day, now - Day, cancellationToken),
            await store.ListFailuresAsync(now - Week, RunPulse.MostFailures, cancellationToken));
    }
}
