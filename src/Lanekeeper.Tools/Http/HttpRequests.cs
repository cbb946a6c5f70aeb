using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Lanekeeper.Project;

namespace Lanekeeper.Tools.Http;

/// <summary>Makes the request of a declared tool from exact arguments. Secrets are fetched here, and end in a header.</summary>
internal static partial class HttpRequests
{
    public static Result<HttpRequestMessage> Make(ToolDefinition tool, Guid actionId, JsonElement arguments)
    {
        var http = tool.Http!;
        if (!http.Url.Render(arguments, Uri.EscapeDataString).Succeeded(out var address, out var problem))
        {
            return problem;
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0)
        {
            return ToolProblems.BadUrl(tool.Name);
        }

        if (!http.Hosts.Contains(uri.Host) && !http.Hosts.Contains(uri.Authority))
        {
            return ToolProblems.HostNotAllowed(tool.Name, uri.Authority, http.Hosts);
        }

        var request = new HttpRequestMessage(new HttpMethod(http.Method), uri);
        request.Headers.TryAddWithoutValidation("User-Agent", "Lanekeeper");
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/plain;q=0.8, */*;q=0.1");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", actionId.ToString());
        if (AddHeaders(request, http) is { } missing)
        {
            request.Dispose();
            return missing;
        }

        if (http.SendsJson && request.Method != HttpMethod.Get)
        {
            request.Content = new StringContent(BodyOf(http, arguments), Encoding.UTF8, "application/json");
        }

        return request;
    }

    private static Problem? AddHeaders(HttpRequestMessage request, HttpTool http)
    {
        foreach (var (name, text) in http.Headers)
        {
            Problem? missing = null;
            var value = Reference().Replace(text, match =>
            {
                var kind = match.Groups["kind"].Value == "env" ? SecretKind.Environment : SecretKind.File;
                var secret = Secrets.Resolve(new(kind, match.Groups["name"].Value));
                missing ??= secret.Problem;
                return secret.Problem is null ? secret.Value : "";
            });
            if (missing is not null)
            {
                return missing;
            }

            request.Headers.TryAddWithoutValidation(name, value);
        }

        return null;
    }

    /// <summary>The arguments that the address has not used up.</summary>
    private static string BodyOf(HttpTool http, JsonElement arguments)
    {
        var used = http.Url.Paths.Select(path => path.Segments[0]).ToHashSet(StringComparer.Ordinal);
        return JsonSerializer.Serialize(arguments.EnumerateObject().Where(member => !used.Contains(member.Name)).ToDictionary(member => member.Name, member => member.Value));
    }

    [GeneratedRegex(@"\$\{(?<kind>env|file):(?<name>[^}]+)\}")]
    private static partial Regex Reference();
}
