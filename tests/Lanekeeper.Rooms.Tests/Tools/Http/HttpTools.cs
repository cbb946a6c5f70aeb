using Lanekeeper.Project;
using Lanekeeper.Tools;

namespace Lanekeeper.Rooms.Tests.Tools.Http;

internal static class HttpTools
{
    /// <summary>A call of <c>lookup_order</c>, a read, declared to go to a path of the server.</summary>
    public static ToolInvocation Call(ToolsFixture room, ToolServer server, string path, string arguments = """{"order_id":"7"}""") =>
        ToolsFixture.With(room.Call(arguments, "lookup_order"), tool => tool with
        {
            Http = tool.Http! with
            {
                Url = Template.Parse($"{server.Address}{path}").Value,
                Headers = new Dictionary<string, string>(),
                Hosts = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "127.0.0.1" },
                AllowPrivate = true,
                Timeout = TimeSpan.FromSeconds(10),
            },
        });

    public static ToolInvocation With(this ToolInvocation call, Func<HttpTool, HttpTool> change) =>
        ToolsFixture.With(call, tool => tool with { Http = change(tool.Http!) });
}
