namespace Lanekeeper.FaultProvider;

/// <summary>What can be done with a request. README.md holds the table of names and shapes.</summary>
public enum FaultKind
{
    // Answers
    Ok,
    Slow,
    Renamed,
    ToolCall,
    Length,
    Refusal,
    Filter,
    Misfit,
    NotJson,
    Huge,
    Pace,

    // Errors in the provider's own shape
    BadRequest,
    ContextTooLong,
    Unauthorized,
    Quota,
    Forbidden,
    NotFound,
    TooLarge,
    RateLimit,
    ServerError,
    BadGateway,
    Unavailable,
    Overloaded,

    // Bodies that lie
    ErrorInside,
    ErrorFirst,
    Truncated,
    Empty,
    Html,
    Garbage,
    WrongShape,
    NoDone,
    DoubleStart,
    Restart,
    WrongType,
    Raw,

    // A connection that fails
    Cut,
    Stall,
    Reset,
    Silence,
}
