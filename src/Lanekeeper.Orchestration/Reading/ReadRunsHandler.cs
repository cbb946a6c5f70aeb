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
        var whole = new RunDetail(run.ToRun(), run.Input, [.. steps.Select(step => step.ToRecord())]) { Attempts = await attempts.ReadAsync(actor, run.ToRun(), cancellationToken) };
        return Contents.Refuse(actor) is null ? whole : whole with { Input = Contents.Nothing, Steps = [.. whole.Steps.Select(Contents.Without)], IsWithheld = true };
    }
}
