using Lanekeeper.Ledger.Watching;
using Lanekeeper.Permissions;

namespace Lanekeeper.Ledger;

internal sealed class FailureService(FailureReader reader) : IFailures
{
    public async Task<Result<FailureRates>> RatesAsync(Actor actor, CancellationToken cancellationToken) =>
        Access.Check(actor, LedgerPermissions.Read) is { } denied ? denied : new FailureRates(await reader.ReadAsync(cancellationToken));
}
