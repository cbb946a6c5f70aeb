using Lanekeeper.Orchestration.Storing;
using Lanekeeper.Permissions;

namespace Lanekeeper.Orchestration.Counting;

internal sealed class CountHandler(RunDayStore store)
{
    public async Task<Result<RunCounts>> RunAsync(Actor actor, string? workflow, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, OrchestrationPermissions.Read) is { } denied)
        {
            return denied;
        }

        var until = await store.FindMarkAsync(cancellationToken) ?? DateOnly.MinValue;
        var counts = (await store.CountByStateAsync(workflow, until, cancellationToken)).ToDictionary(row => row.State, row => row.Count);
        return new RunCounts(Enum.GetValues<RunState>().ToDictionary(state => state.ToString().ToLowerInvariant(), state => counts.GetValueOrDefault(state)));
    }
}
