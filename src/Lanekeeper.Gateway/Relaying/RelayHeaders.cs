using Lanekeeper.Project;
using Microsoft.AspNetCore.Http;

namespace Lanekeeper.Gateway.Relaying;

/// <summary>What an app's headers say to the gateway.</summary>
internal static class RelayHeaders
{
    private const int LongestText = 200;
    private const string Bearer = "Bearer ";

    /// <summary>OpenAI's SDKs send a bearer, Anthropic's <c>x-api-key</c> or a bearer, some <c>api-key</c>.</summary>
    public static string Credential(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim()
            : Text(request, "x-api-key") ?? Text(request, "api-key") ?? "";
    }

    public static string? Text(HttpRequest request, string name) =>
        request.Headers.TryGetValue(name, out var values) && values.ToString() is { Length: > 0 and <= LongestText } text ? text : null;

    /// <summary>The app's own name for a conversation. A long one is cut: it is written down and decides nothing, so it is no reason to refuse a call.</summary>
    public static string? Session(HttpRequest request)
    {
        var text = request.Headers["x-claude-code-session-id"].ToString() is { Length: > 0 } session ? session : request.Headers["X-Lanekeeper-Session"].ToString();
        return text.Length == 0 ? null
            : text.Length <= LongestText ? text
            : text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)];
    }

    /// <summary>Under which name the call is to be filed. One that cannot be a name is refused: unread, the call would count for another workflow.</summary>
    public static Result<WorkflowReference> ReadWorkflow(HttpRequest request)
    {
        var text = request.Headers["X-Lanekeeper-Workflow"].ToString();
        return text.Length == 0 ? new WorkflowReference(null)
            : Projects.IsName(text) ? new WorkflowReference(text)
            : new Problem(ProblemKind.Invalid, "relay.bad-workflow", "X-Lanekeeper-Workflow is to be a workflow's name: 1 to 63 lower-case letters, digits, _ and -, a letter first.");
    }

    public static Result<RunReference> ReadRun(HttpRequest request)
    {
        var text = request.Headers["X-Lanekeeper-Run"].ToString();
        return text.Length == 0 ? new RunReference(null)
            : Guid.TryParse(text, out var id) ? new RunReference(id)
            : new Problem(ProblemKind.Invalid, "relay.bad-run", "X-Lanekeeper-Run is to be a run's id, a UUID.");
    }

    /// <summary>The trace id of a W3C <c>traceparent</c>; a broken one is as none, as the standard says.</summary>
    public static string? TraceId(HttpRequest request)
    {
        var parts = request.Headers.TraceParent.ToString().Split('-');
        return parts is [{ Length: 2 }, { Length: 32 } trace, { Length: 16 }, ..] && trace.All(char.IsAsciiHexDigitLower) && trace.Any(digit => digit != '0') ? trace : null;
    }

    public static IReadOnlyList<KeyValuePair<string, string>> List(HttpRequest request) =>
        [.. request.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value.ToString()))];
}

internal sealed record WorkflowReference(string? Name);

internal sealed record RunReference(Guid? Id);
