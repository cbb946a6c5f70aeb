using Lanekeeper.Ledger.Metering;
using Lanekeeper.Permissions;

namespace Lanekeeper.Ledger;

internal sealed class LimitService(LimitReader reader) : ILimits
{
    public async Task<Result<LimitsInUse>> ReadAsync(Actor actor, CancellationToken cancellationToken) =>
        Access.Check(actor, LedgerPermissions.Read) is { } denied ? denied : await reader.ReadAsync(cancellationToken);
}
