namespace Lanekeeper.Models.Providing;

/// <summary>Every way in which a provider can fail a call. Nothing else decides whether it is asked again.</summary>
internal enum FailureKind
{
    // May pass: asked again within the route's attempts and deadline.
    Unreachable,
    ConnectionLost,
    Silent,
    Garbled,
    RateLimited,
    Overloaded,
    Busy,
    ServerError,

    // The request, the key or the account is at fault: never asked again as it is.
    KeyRefused,
    Forbidden,
    NotFound,
    BadRequest,
    TooLarge,
    ContextOverflow,
    OutOfCredit,
    Redirected,

    // It answered, and the answer is not acceptable.
    Refused,
    Filtered,
    CutShort,
    AnswerTooLarge,
}
