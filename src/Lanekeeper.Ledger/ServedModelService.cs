using Lanekeeper.Ledger.Storing;
using Lanekeeper.Permissions;

namespace Lanekeeper.Ledger;

internal sealed class ServedModelService(ServedModelStore store, TimeProvider time) : IServedModels
{
    public async Task<Result<Page<ServedModel>>> ListAsync(Actor actor, ServedQuery query, PageRequest page, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, LedgerPermissions.Read) is { } denied)
        {
            return denied;
        }

        if (page.After is not null && page.AfterId is null)
        {
            return LedgerProblems.BadCursor();
        }

        var rows = await store.ListAsync(query, page.AfterId, page.BoundedSize + 1, cancellationToken);
        return rows.Count > page.BoundedSize
            ? new Page<ServedModel>([.. rows.Take(page.BoundedSize)], rows[page.BoundedSize - 1].Id.ToString())
            : new Page<ServedModel>(rows, null);
    }

    public async Task<Result<ServedModel>> AcknowledgeAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, LedgerPermissions.Acknowledge) is { } denied)
        {
            return denied;
        }

        await store.AcknowledgeAsync(id, actor.Name, time.GetUtcNow(), cancellationToken);
        return await store.FindAsync(id, cancellationToken) is { } row ? row : LedgerProblems.UnknownServedModel(id);
    }
}
