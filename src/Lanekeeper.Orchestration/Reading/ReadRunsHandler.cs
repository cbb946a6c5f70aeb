using Lanekeeper.Orchestration.Storing;
using Lanekeeper.Permissions;

namespace Lanekeeper.Orchestration.Reading;

internal sealed class ReadRunsHandler(RunStore store, JournalStore journal, AttemptsReader attempts)
{
    public async Task<Result<RunDetail>> GetAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, OrchestrationPermissions.Read) is { } denied)
        {
            return denied;
        }

        if (await store.FindAsync(id, cancellationToken) is not { } run)
        {
            return RunProblems.NotFound(id);
        }

        var steps = await journal.FindAsync([id], cancellationToken);
        return new RunDetail(run.ToRun(), run.Input, [.. steps.Select(step => step.ToRecord())]) { Attempts = await attempts.ReadAsync(actor, run.ToRun(), cancellationToken) };
    }
}
