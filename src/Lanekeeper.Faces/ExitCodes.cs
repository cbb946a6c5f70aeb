namespace Lanekeeper.Faces;

/// <summary>What the program's exit code says; documented in <c>docs/using/cli.md</c>.</summary>
public static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>It ran, and the answer is no: faults in a project, a failed run, an accuracy below what was asked.</summary>
    public const int No = 1;

    /// <summary>The command line, or what it named, is wrong.</summary>
    public const int Usage = 2;

    public const int NotFound = 3;

    /// <summary>Not signed in, or not allowed.</summary>
    public const int Denied = 4;

    /// <summary>The thing is in another state.</summary>
    public const int Conflict = 5;

    /// <summary>The server, or what it depends on, is not there; the same may work later.</summary>
    public const int Unavailable = 6;

    /// <summary>A fault in Lanekeeper.</summary>
    public const int Bug = 70;

    /// <summary>Stopped by Ctrl-C.</summary>
    public const int Interrupted = 130;

    public static int Of(ProblemKind kind) => kind switch
    {
        ProblemKind.Invalid => Usage,
        ProblemKind.Unauthenticated or ProblemKind.Denied => Denied,
        ProblemKind.NotFound => NotFound,
        ProblemKind.Conflict => Conflict,
        ProblemKind.Semantic => No,
        _ => Unavailable,
    };
}
