using Lanekeeper.Ledger.Keeping;
using Lanekeeper.Ledger.Storing;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Ledger;

internal sealed class CallCacheService(CacheStore store, ILogger<CallCacheService> logger) : ICallCache
{
    public Task<Result<CacheLookup>> FindAsync(byte[] key, CancellationToken cancellationToken) => Guarded.TryAsync(() => store.FindAsync(key, cancellationToken), logger);

    public Task<Result<Done>> KeepAsync(CacheEntry entry, CancellationToken cancellationToken) => Guarded.TryAsync(() => store.KeepAsync(entry, cancellationToken), logger);
}
