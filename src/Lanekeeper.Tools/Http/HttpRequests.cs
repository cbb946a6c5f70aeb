using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Lanekeeper.Project;

namespace Lanekeeper.Tools.Http;

/// <summary>Makes the request of a declared tool from exact arguments. Secrets are fetched here, and end in a header.</summary>
internal sealed partial class HttpRequests(Secrets secrets)
{
    // These say where a message ends, whom it is for, or that it is the same action again.
    private static readonly HashSet<string> Ours = new(
        ["Host", "Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "Upgrade", "Expect", "TE", "Trailer", "Proxy-Authorization", "Proxy-Connection", "Idempotency-Key"],
        StringComparer.OrdinalIgnoreCase);

    public Result<HttpToolRequest> Make(ToolDefinition tool, Guid actionId, JsonElement arguments)
    {
        var http = tool.Http!;
        if (!HttpAddress.Make(tool, arguments).Succeeded(out var address, out var problem))
        {
            return problem;
        }

        var sent = new List<string>();
        var message = new HttpRequestMessage(new HttpMethod(http.Method), address);
        if (http.SendsJson && message.Method != HttpMethod.Get)
        {
            message.Content = new StringContent(BodyOf(http, arguments), Encoding.UTF8, "application/json");
        }

        if (AddHeaders(message, tool, sent) is { } fault)
        {
            message.Dispose();
            return fault;
        }

        message.Headers.TryAddWithoutValidation("Idempotency-Key", actionId.ToString());
        AddUnlessDeclared(message, "User-Agent", "Lanekeeper");
        AddUnlessDeclared(message, "Accept", "application/json, text/plain;q=0.8, */*;q=0.1");
        return new HttpToolRequest(message, sent);
    }

    private Problem? AddHeaders(HttpRequestMessage message, ToolDefinition tool, List<string> sent)
    {
        foreach (var (name, text) in tool.Http!.Headers)
        {
            if (!Fill(text, sent).Succeeded(out var value, out var missing))
            {
                return missing;
            }

            if (FaultOf(name, value) is { } why)
            {
                return ToolProblems.BadHeader(tool.Name, name, why);
            }

            Add(message, name, value);
        }

        return null;
    }

    /// <remarks>The value may be a secret, so it is not repeated.</remarks>
    private static string? FaultOf(string name, string value) =>
        Ours.Contains(name) ? "Lanekeeper sets it itself; take it out of `headers`"
        : value.All(letter => letter is '\t' or (>= ' ' and <= '~')) ? null
        : "its value holds characters that no header may hold";

    /// <remarks>Those that describe the body stand with the body, and a declared one replaces ours.</remarks>
    private static void Add(HttpRequestMessage message, string name, string value)
    {
        if (!message.Headers.TryAddWithoutValidation(name, value) && message.Content is { } content)
        {
            content.Headers.Remove(name);
            content.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static void AddUnlessDeclared(HttpRequestMessage message, string name, string value)
    {
        if (!message.Headers.Contains(name))
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private Result<string> Fill(string text, List<string> sent)
    {
        Problem? missing = null;
        var value = Reference().Replace(text, match =>
        {
            var kind = match.Groups["kind"].Value == "env" ? SecretKind.Environment : SecretKind.File;
            if (!secrets.Resolve(new(kind, match.Groups["name"].Value)).Succeeded(out var secret, out var problem))
            {
                missing ??= problem;
                return "";
            }

            sent.Add(secret);
            return secret;
        });
        return missing is null ? value : missing;
    }

    /// <summary>The arguments that the address has not used up. One of which it uses only a part is still sent whole.</summary>
    private static string BodyOf(HttpTool http, JsonElement arguments)
    {
        var used = http.Url.Paths.Where(path => path.Segments.Count == 1).Select(path => path.Segments[0]).ToHashSet(StringComparer.Ordinal);
        return JsonSerializer.Serialize(arguments.EnumerateObject().Where(member => !used.Contains(member.Name)).ToDictionary(member => member.Name, member => member.Value));
    }

    [GeneratedRegex(@"\$\{(?<kind>env|file):(?<name>[^}]+)\}")]
    private static partial Regex Reference();
}
