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

internal sealed record RunReference(Guid? Id);
