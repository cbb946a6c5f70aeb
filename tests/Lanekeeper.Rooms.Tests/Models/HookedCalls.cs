using Lanekeeper.Ledger;

namespace Lanekeeper.Rooms.Tests.Models;

/// <summary>A ledger in which something happens at a certain moment: while a row is opened, or when one has been closed.</summary>
internal sealed class HookedCalls(ICalls inner) : ICalls
{
    /// <summary>The row is on its way, and not there yet.</summary>
    public Action? Opening { get; set; }

    public Action? Closed { get; set; }

    public async Task<Result<Done>> OpenAsync(CallIntent intent, CancellationToken cancellationToken)
    {
        var opened = inner.OpenAsync(intent, cancellationToken);
        Opening?.Invoke();
        return await opened;
    }

    public async Task<Result<Done>> CloseAsync(CallFinal final, CancellationToken cancellationToken)
    {
        var closed = await inner.CloseAsync(final, cancellationToken);
        Closed?.Invoke();
        return closed;
    }

    public Task<Result<Page<CallRow>>> ListAsync(Actor actor, CallQuery query, PageRequest page, CancellationToken cancellationToken) =>
        inner.ListAsync(actor, query, page, cancellationToken);

    public Task<Result<CallDetail>> GetAsync(Actor actor, Guid id, CancellationToken cancellationToken) => inner.GetAsync(actor, id, cancellationToken);

    public Task<Result<CallTotals>> TotalAsync(Actor actor, CallQuery query, CancellationToken cancellationToken) => inner.TotalAsync(actor, query, cancellationToken);

    public Task<Result<IReadOnlyList<StepCalls>>> SumByStepAsync(Actor actor, Guid runId, CancellationToken cancellationToken) =>
        inner.SumByStepAsync(actor, runId, cancellationToken);

    public Task<Result<IReadOnlyList<RunCalls>>> SumByRunAsync(Actor actor, IReadOnlyList<Guid> runIds, CancellationToken cancellationToken) =>
        inner.SumByRunAsync(actor, runIds, cancellationToken);

    public Task<Result<CallStats>> StatsAsync(Actor actor, string? workflow, DateOnly since, CancellationToken cancellationToken) =>
        inner.StatsAsync(actor, workflow, since, cancellationToken);
}
