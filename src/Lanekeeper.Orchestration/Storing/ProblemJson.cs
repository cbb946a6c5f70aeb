using System.Text.Json;

namespace Lanekeeper.Orchestration.Storing;

/// <summary>How a problem stands in a json column.</summary>
internal static class ProblemJson
{
    /// <summary>The problem's code, in SQL. It is taken from the text: a message may hold what PostgreSQL cannot decode, and its json functions decode all of it.</summary>
    public const string Code = """substring(problem::text from '"Code": *"([^"]*)"')""";

    public static JsonElement? Write(Problem? problem) => problem is null
        ? null
        : JsonSerializer.SerializeToElement(new Stored(problem.Kind.ToString(), problem.Code, problem.Message, problem.Details));

    public static Problem? Read(JsonElement? stored) =>
        stored?.Deserialize<Stored>() is { } problem
            ? new Problem(Enum.Parse<ProblemKind>(problem.Kind), problem.Code, problem.Message) { Details = problem.Details }
            : null;

    private sealed record Stored(string Kind, string Code, string Message, IReadOnlyList<string> Details);
}
