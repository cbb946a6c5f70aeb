using System.Text.Json;
using Lanekeeper.Project;

namespace Lanekeeper.Tools.Http;

/// <summary>Fills the arguments into the declared address; they may choose what is asked for, never whom we ask or by which path.</summary>
internal static class HttpAddress
{
    private const int Longest = 16 * 1024;

    public static Result<Uri> Make(ToolDefinition tool, JsonElement arguments)
    {
        var http = tool.Http!;
        if (!http.Url.Render(arguments, Uri.EscapeDataString).Succeeded(out var address, out var problem))
        {
            return problem;
        }

        if (!KeepsPath(http.Url.Text, address))
        {
            return ToolProblems.BadPath(tool.Name);
        }

        if (address.Length > Longest || !Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0)
        {
            return ToolProblems.BadUrl(tool.Name);
        }

        return http.Hosts.Contains(uri.Host) || http.Hosts.Contains(uri.IdnHost) ? uri : ToolProblems.HostNotAllowed(tool.Name, uri.Host, http.Hosts);
    }

    /// <remarks>
    /// Percent-encoding takes no dot away: <c>..</c> as a value would climb, and an empty one would turn one order into all of them.
    /// Values hold no slash any more, so both texts have the same segments.
    /// </remarks>
    private static bool KeepsPath(string template, string address) =>
        Segments(template).Zip(Segments(address)).All(pair => pair.First == pair.Second || pair.Second is not ("" or "." or ".."));

    private static string[] Segments(string address) => address.Split('?', '#')[0].Split('/');
}
