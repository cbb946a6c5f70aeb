namespace Lanekeeper.Ledger;

/// <summary>
/// The door of requests that are asked under an <c>Idempotency-Key</c>: one of many with the same key goes ahead, the others get its answer or hear why not.
/// <code>
///  claim ──▶ yours ──▶ finish (with its answer, or without) ──▶ answered again, or refused as used up
///                └───▶ release ──▶ as if it had never been asked
/// </code>
/// A claim that is neither finished nor released, because its process has ended, is used up: what was asked may have been billed.
/// </summary>
public interface IIdempotency
{
    /// <returns>The answer to give again, or none where the caller may go ahead; a problem where it may not.</returns>
    Task<Result<KeyedClaim>> ClaimAsync(KeyedRequest request, CancellationToken cancellationToken);

    /// <param name="request">As it was claimed.</param>
    /// <param name="answer">What is answered from now on; <see langword="null"/> where it cannot be given again.</param>
    Task<Result<Done>> FinishAsync(KeyedRequest request, KeptAnswer? answer, CancellationToken cancellationToken);

    /// <summary>Lets the key be used again: nothing came of the request, and the same may go well later.</summary>
    Task<Result<Done>> ReleaseAsync(KeyedRequest request, CancellationToken cancellationToken);
}

/// <param name="KeyId">The app's key.</param>
/// <param name="Name">SHA-256 of the <c>Idempotency-Key</c>.</param>
/// <param name="Fingerprint">SHA-256 of what is asked.</param>
/// <param name="CallId">What the first call to a provider will have as its id.</param>
/// <param name="Deadline">After that nobody works on it any more.</param>
public sealed record KeyedRequest(Guid KeyId, byte[] Name, byte[] Fingerprint, Guid CallId, DateTimeOffset Deadline);

/// <param name="Answer"><see langword="null"/> where the caller has the key and goes ahead.</param>
public sealed record KeyedClaim(KeptAnswer? Answer);

/// <summary>An answer as it went out to an app.</summary>
/// <param name="CallId">The call that it is the answer of.</param>
/// <param name="Headers">Names and values by turns.</param>
public sealed record KeptAnswer(Guid CallId, int Status, IReadOnlyList<string> Headers, byte[] Body, bool Streamed);
