namespace Lanekeeper.Faces;

/// <summary>A <see cref="Problem"/> as RFC 9457 problem details (<c>application/problem+json</c>).</summary>
/// <param name="Type"><c>urn:lanekeeper:problem:</c> and the problem's code.</param>
/// <param name="Title">The kind, in a word.</param>
/// <param name="Detail">The message.</param>
/// <param name="Code">The problem's stable code.</param>
/// <param name="Details">The single faults, where there are several.</param>
public sealed record ProblemWire(string Type, string Title, int Status, string Detail, string Code, IReadOnlyList<string>? Details)
{
    public const string MediaType = "application/problem+json";

    public static ProblemWire Of(Problem problem) => new(
        $"urn:lanekeeper:problem:{problem.Code}",
        problem.Kind.ToString(),
        StatusOf(problem.Kind),
        problem.Tell(),
        problem.Code,
        problem.Details.Count > 0 ? problem.Details : null);

    public Problem ToProblem() => new(Enum.TryParse<ProblemKind>(Title, out var kind) ? kind : KindOf(Status), Code, Detail) { Details = Details ?? [] };

    public static int StatusOf(ProblemKind kind) => kind switch
    {
        ProblemKind.Invalid => 400,
        ProblemKind.Unauthenticated => 401,
        ProblemKind.Denied => 403,
        ProblemKind.NotFound => 404,
        ProblemKind.Conflict => 409,
        ProblemKind.Semantic => 422,
        ProblemKind.Exhausted => 503,
        ProblemKind.Upstream => 502,
        _ => 500,
    };

    private static ProblemKind KindOf(int status) => Enum.GetValues<ProblemKind>().FirstOrDefault(kind => StatusOf(kind) == status, ProblemKind.Upstream);
}
