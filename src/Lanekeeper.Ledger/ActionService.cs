using System.Text.Json;
using Lanekeeper.Ledger.Storing;
using Lanekeeper.Ledger.Writing;
using Lanekeeper.Permissions;

namespace Lanekeeper.Ledger;

internal sealed class ActionService(ActionBeginner beginner, ActionWriter writer, ActionLogStore log) : IActions
{
    private static readonly JsonElement Nothing = JsonElement.Parse("null");

    public Task<Result<ActionStart>> BeginAsync(ActionIntent intent, CancellationToken cancellationToken) => beginner.BeginAsync(intent, cancellationToken);

    public Task<Result<Done>> EndAsync(ActionFinal final, CancellationToken cancellationToken) => writer.EndAsync(final, cancellationToken);

    public Task<Result<Done>> RecordDecisionAsync(DecisionRecord record, CancellationToken cancellationToken) => writer.RecordAsync(record, cancellationToken);

    public async Task<Result<Page<ActionRow>>> ListAsync(Actor actor, Guid runId, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, LedgerPermissions.Read) is { } denied)
        {
            return denied;
        }

        var rows = await log.ListAsync(runId, cancellationToken);
        return new Page<ActionRow>(Access.Check(actor, LedgerPermissions.ReadBodies) is null ? rows : [.. rows.Select(WithoutBodies)], null);
    }

    private static ActionRow WithoutBodies(ActionRow row) => row with { Arguments = Nothing, Output = null };
}
