namespace Lanekeeper.Ledger;

/// <summary>The door of answers that are given again to the very same request.</summary>
public interface ICallCache
{
    Task<Result<CacheLookup>> FindAsync(byte[] key, CancellationToken cancellationToken);

    /// <summary>Keeps an answer, if its call was answered: one that was refused, cut or left is not given again.</summary>
    Task<Result<Done>> KeepAsync(CacheEntry entry, CancellationToken cancellationToken);
}

/// <param name="Answer"><see langword="null"/> where none is kept.</param>
public sealed record CacheLookup(KeptAnswer? Answer);

/// <param name="Key">SHA-256 of all that the answer hangs on.</param>
public sealed record CacheEntry(byte[] Key, string Workflow, KeptAnswer Answer, TimeSpan Lifetime);
