using Lanekeeper.Project;
using Microsoft.AspNetCore.Http;

namespace Lanekeeper.Gateway.Relaying;

/// <summary>What an app declares about a call, for the rules of its route. A word that is not known is refused: unread, it would change what answers.</summary>
internal static class DeclaredHeaders
{
    private const int LongestEcho = 50;

    public static Result<Declared> Read(HttpRequest request)
    {
        if (!Word<ModelTask>(request, "X-Lanekeeper-Task").Succeeded(out var task, out var problem)
            || !Word<Consequence>(request, "X-Lanekeeper-Consequence").Succeeded(out var consequence, out problem))
        {
            return problem;
        }

        var failed = request.Headers["X-Lanekeeper-Earlier-Failure"].ToString();
        return failed is "" or "true" or "false"
            ? new Declared(task.Value, consequence.Value, failed == "true")
            : Unknown("X-Lanekeeper-Earlier-Failure", failed, ["true", "false"]);
    }

    private static Result<Found<T>> Word<T>(HttpRequest request, string name)
        where T : struct, Enum
    {
        var text = request.Headers[name].ToString();
        if (text.Length == 0)
        {
            return new Found<T>(null);
        }

        var values = Enum.GetValues<T>().Where(value => RouteWords.Word(value) == text).Take(1).ToList();
        return values.Count == 1 ? new Found<T>(values[0]) : Unknown(name, text, Enum.GetValues<T>().Select(RouteWords.Word));
    }

    private static Problem Unknown(string name, string text, IEnumerable<string> allowed) =>
        new(ProblemKind.Invalid, "relay.bad-declaration", $"{name} is `{(text.Length > LongestEcho ? $"{text[..LongestEcho]}..." : text)}`; expected one of {string.Join(", ", allowed)}.");

    private sealed record Found<T>(T? Value)
        where T : struct, Enum;
}

internal sealed record Declared(ModelTask? Task, Consequence? Consequence, bool EarlierFailure);
