using Lanekeeper.Project.Reading;
using Lanekeeper.Project.Shaping;
using Lanekeeper.Project.Syntax;

namespace Lanekeeper.Project.Checking;

/// <summary>The part of a tool that says which address is called.</summary>
internal sealed class HttpChecker(CheckContext context)
{
    public HttpTool? Check(ToolSyntax tool, Outline arguments)
    {
        Scope.Of(arguments).Check(context, tool.Http.Url);
        CheckHosts(tool.Http.Hosts ?? []);
        if (tool.Http is not { Method: { } method, Url: { } url, Hosts: { } hosts })
        {
            (string Name, object? Value)[] needed = [("method", tool.Http.Method), ("url", tool.Http.Url), ("hosts", tool.Http.Hosts)];
            var missing = needed.Where(field => field.Value is null).Select(field => $"`{field.Name}`");
            tool.Kind.Fault(context.Faults, $"a tool of the kind http needs {string.Join(" and ", missing)}");
            return null;
        }

        CheckUrl(url, hosts);
        return new()
        {
            Method = method.Value,
            Url = url.Value,
            Headers = tool.Http.Headers,
            SendsJson = tool.Http.SendsJson && method.Value is not "GET",
            Hosts = hosts.Select(host => host.Value).ToHashSet(StringComparer.OrdinalIgnoreCase),
            AllowPrivate = tool.Http.AllowPrivate,
            Timeout = tool.Http.Timeout,
        };
    }

    private void CheckHosts(IReadOnlyList<Located<string>> hosts)
    {
        foreach (var host in hosts.Where(host => Uri.CheckHostName(host.Value) == UriHostNameType.Unknown))
        {
            host.Fault(context.Faults, $"found {host.Node.Found}; expected the name of a host, such as orders.example.com (no scheme, port or path)");
        }
    }

    // Host and port stand in the file: an argument must never choose whom we talk to.
    private void CheckUrl(Located<Template> url, IReadOnlyList<Located<string>> hosts)
    {
        var text = url.Value.Text;
        var literal = text.IndexOf("{{", StringComparison.Ordinal) is >= 0 and var first ? text[..first] : text;
        var start = literal.IndexOf("://", StringComparison.Ordinal) + 3;
        var isWhole = start > 2 && (literal.Length == text.Length || literal.AsSpan(start).ContainsAny('/', '?'));
        if (!isWhole || !Uri.TryCreate(literal, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("https" or "http") || parsed.UserInfo.Length > 0)
        {
            url.Fault(context.Faults, $"found {url.Node.Found}; expected an address whose beginning is fixed, such as https://orders.example.com/orders/{{{{ order_id }}}}");
            return;
        }

        if (hosts.Count > 0 && !hosts.Any(host => string.Equals(host.Value, parsed.Host, StringComparison.OrdinalIgnoreCase)))
        {
            var hint = Nearest.Hint(parsed.Host, hosts.Select(host => host.Value));
            url.Fault(context.Faults, $"the url's host {parsed.Host} is not among `hosts`; add it there{hint}");
        }
    }
}
