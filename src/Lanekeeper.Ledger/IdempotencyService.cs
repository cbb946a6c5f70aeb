using Lanekeeper.Ledger.Keeping;
using Lanekeeper.Ledger.Storing;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Ledger;

internal sealed class IdempotencyService(IdempotencyStore store, ILogger<IdempotencyService> logger) : IIdempotency
{
    public Task<Result<KeyedClaim>> ClaimAsync(KeyedRequest request, CancellationToken cancellationToken) =>
        Guarded.TryAsync(() => store.ClaimAsync(request, cancellationToken), logger);

    public Task<Result<Done>> FinishAsync(KeyedRequest request, KeptAnswer? answer, CancellationToken cancellationToken) =>
        Guarded.TryAsync(() => store.FinishAsync(request, answer, cancellationToken), logger);

    public Task<Result<Done>> ReleaseAsync(KeyedRequest request, CancellationToken cancellationToken) =>
        Guarded.TryAsync(() => store.ReleaseAsync(request, cancellationToken), logger);
}
