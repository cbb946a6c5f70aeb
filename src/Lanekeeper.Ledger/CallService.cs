using Lanekeeper.Ledger.Counting;
using Lanekeeper.Ledger.Storing;
using Lanekeeper.Ledger.Watching;
using Lanekeeper.Ledger.Writing;
using Lanekeeper.Permissions;

namespace Lanekeeper.Ledger;

internal sealed class CallService(CallWriter writer, CallLogStore log, StatsReader stats, ServedWatch served) : ICalls
{
    public Task<Result<Done>> OpenAsync(CallIntent intent, CancellationToken cancellationToken) => writer.OpenAsync(intent, cancellationToken);

    public Task<Result<Done>> CloseAsync(CallFinal final, CancellationToken cancellationToken)
    {
        served.See(final);
        return writer.CloseAsync(final, cancellationToken);
    }

    public async Task<Result<Page<CallRow>>> ListAsync(Actor actor, CallQuery query, PageRequest page, CancellationToken cancellationToken)
    {
        if ((Access.Check(actor, LedgerPermissions.Read) ?? CallStates.Check(query.State)) is { } problem)
        {
            return problem;
        }

        if (page.After is not null && page.AfterId is null)
        {
            return LedgerProblems.BadCursor();
        }

        if (query.FirstCallId is { } first)
        {
            var last = await log.FindLastNearAsync(query.Workflow, first, cancellationToken);
            return last is null ? new Page<CallRow>([], null) : await ReadAsync(query, page, first, last, cancellationToken);
        }

        // No index answers these; a part of all calls is looked at, and where it ends, the next page begins.
        var edge = query.RunId is null && (query.State ?? query.Model ?? query.StepId ?? query.App ?? query.SessionId) is not null
            ? await log.FindEdgeAsync(query.Workflow, page.AfterId, cancellationToken)
            : null;
        return await ReadAsync(query, page, edge, null, cancellationToken);
    }

    public async Task<Result<CallDetail>> GetAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, LedgerPermissions.ReadBodies) is { } denied)
        {
            return denied;
        }

        return await log.FindAsync(id, cancellationToken) is { } call ? call : LedgerProblems.UnknownCall(id);
    }

    public async Task<Result<IReadOnlyList<StepCalls>>> SumByStepAsync(Actor actor, Guid runId, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, LedgerPermissions.Read) is { } denied)
        {
            return denied;
        }

        return new List<StepCalls>(await log.SumByStepAsync(runId, cancellationToken));
    }

    public async Task<Result<IReadOnlyList<RunCalls>>> SumByRunAsync(Actor actor, IReadOnlyList<Guid> runIds, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, LedgerPermissions.Read) is { } denied)
        {
            return denied;
        }

        return runIds.Count > PageRequest.Largest ? LedgerProblems.TooManyRuns(PageRequest.Largest) : new List<RunCalls>(await log.SumByRunAsync(runIds, cancellationToken));
    }

    public async Task<Result<CallTotals>> TotalAsync(Actor actor, CallQuery query, CancellationToken cancellationToken) =>
        (Access.Check(actor, LedgerPermissions.Read) ?? CallStates.Check(query.State)) is { } problem
            ? problem
            : await log.TotalAsync(query, cancellationToken);

    public async Task<Result<CallStats>> StatsAsync(Actor actor, string? workflow, DateOnly since, CancellationToken cancellationToken) =>
        Access.Check(actor, LedgerPermissions.Read) is { } denied ? denied : await stats.ReadAsync(workflow, since, cancellationToken);

    private async Task<Page<CallRow>> ReadAsync(CallQuery query, PageRequest page, Guid? edge, Guid? last, CancellationToken cancellationToken)
    {
        // One more than asked for tells whether there is a next page.
        var rows = await log.ListAsync(query, page.AfterId, edge, last, page.BoundedSize + 1, cancellationToken);
        return rows.Count > page.BoundedSize
            ? new Page<CallRow>([.. rows.Take(page.BoundedSize)], rows[page.BoundedSize - 1].Id.ToString())
            : new Page<CallRow>(rows, query.FirstCallId is null ? edge?.ToString() : null);
    }
}
