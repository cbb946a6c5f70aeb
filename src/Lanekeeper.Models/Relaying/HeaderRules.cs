namespace Lanekeeper.Models.Relaying;

/// <summary>Which headers go on, in both directions. Credentials, cookies and what belongs to one connection never do.</summary>
internal static class HeaderRules
{
    private static readonly HashSet<string> Up = new(StringComparer.OrdinalIgnoreCase)
    {
        "openai-beta", "openai-organization", "openai-project", "x-client-request-id", "idempotency-key", "user-agent", "traceparent", "tracestate", "accept",
    };

    private static readonly HashSet<string> NotDown = new(StringComparer.OrdinalIgnoreCase)
    {
        "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade",
        "content-length", "location", "refresh", "set-cookie", "alt-svc", "server", "date", "via", "strict-transport-security", "www-authenticate", "x-should-retry",
    };

    /// <summary>Neither side takes other letters: one would turn the whole request down for it.</summary>
    public static bool IsPlain(string value) => !value.AsSpan().ContainsAnyExceptInRange(' ', '~');

    /// <summary>Words of a project's author, made fit for a header.</summary>
    public static string Plain(string words) => IsPlain(words) ? words : string.Concat(words.Select(static letter => letter is >= ' ' and <= '~' ? letter : '?'));

    /// <summary>What an app's request hands on to the provider. Betas are an open list, so whatever begins with <c>anthropic-</c> goes on.</summary>
    /// <param name="spoken">The format in which the provider is spoken to: what belongs to the other one stays here.</param>
    public static bool GoesUp(string name, WireKind kind, WireKind spoken) =>
        kind != spoken ? name.Equals("user-agent", StringComparison.OrdinalIgnoreCase) || name.Equals("idempotency-key", StringComparison.OrdinalIgnoreCase) || IsTrace(name)
        : kind.IsAnthropic()
            ? name.StartsWith("anthropic-", StringComparison.OrdinalIgnoreCase) || name.Equals("user-agent", StringComparison.OrdinalIgnoreCase)
              || name.Equals("idempotency-key", StringComparison.OrdinalIgnoreCase) || IsTrace(name)
            : Up.Contains(name);

    /// <summary>What a provider's answer hands on to the app: limits, hints and ids, not cookies and not the network's own.</summary>
    public static bool GoesDown(string name) =>
        !NotDown.Contains(name)
        && !name.StartsWith("cf-", StringComparison.OrdinalIgnoreCase)
        && !name.StartsWith(OwnHeaders.Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Of an answer in another format than the app's: what only that format's apps would understand, and what is said anew of a translated body.</summary>
    public static bool IsForeign(string name) =>
        name.StartsWith("anthropic-", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("openai-", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("x-ratelimit-", StringComparison.OrdinalIgnoreCase)
        || name.Equals("content-type", StringComparison.OrdinalIgnoreCase);

    /// <summary>The provider's name for the request, by the name that the app's format has for it.</summary>
    public static string Renamed(string name, WireKind app) =>
        name.Equals("request-id", StringComparison.OrdinalIgnoreCase) || name.Equals("x-request-id", StringComparison.OrdinalIgnoreCase)
            ? app.IsAnthropic() ? "request-id" : "x-request-id"
            : name;

    private static bool IsTrace(string name) => name.Equals("traceparent", StringComparison.OrdinalIgnoreCase) || name.Equals("tracestate", StringComparison.OrdinalIgnoreCase);
}
