namespace Lanekeeper.Kernel;

/// <summary>Why an operation stopped, said so that a person, a program and a face can each act on it.</summary>
/// <param name="Kind">What sort of stop this is; a face needs no more to choose a status or an exit code.</param>
/// <param name="Code">A stable name, <c>room.what-happened</c>, that callers may compare.</param>
/// <param name="Message">One or two sentences for a person: what is wrong and what to do. It may be shown, so it holds no secret.</param>
public sealed record Problem(ProblemKind Kind, string Code, string Message)
{
    /// <summary>How long to wait before trying again, where the one who refused said so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What is true only now, <c>Try again in 30 s.</c>: for whoever asked. It is not kept where the problem is, to be read later.</summary>
    public string? Advice { get; init; }

    /// <summary>The member of the request that is at fault, as its path, where it is one.</summary>
    public string? Field { get; init; }

    /// <summary>The single faults behind this problem, where there are several.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>Whether the same request may succeed later. Only such problems are ever retried.</summary>
    public bool IsTransient => Kind is ProblemKind.Upstream or ProblemKind.Exhausted;

    /// <summary>The message as whoever asked is told it now.</summary>
    public string Tell() => Advice is null ? Message : $"{Message} {Advice}";
}

/// <summary>What sort of stop a <see cref="Problem"/> is.</summary>
public enum ProblemKind
{
    /// <summary>The request is wrong and stays wrong.</summary>
    Invalid,

    /// <summary>Nobody is signed in, or the credential is unknown.</summary>
    Unauthenticated,

    /// <summary>The caller is known and may not do this.</summary>
    Denied,

    /// <summary>There is no such thing.</summary>
    NotFound,

    /// <summary>The thing is in a state that does not allow this.</summary>
    Conflict,

    /// <summary>A limit, budget or queue is used up; later there may be room.</summary>
    Exhausted,

    /// <summary>A system that we depend on failed, in a way that may pass.</summary>
    Upstream,

    /// <summary>A model or tool answered, and the answer is not acceptable. Never retried.</summary>
    Semantic,
}
