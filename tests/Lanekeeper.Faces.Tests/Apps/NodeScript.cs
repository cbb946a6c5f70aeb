using System.Diagnostics;
using System.Text.Json;

namespace Lanekeeper.Faces.Tests.Apps;

/// <summary>A script that uses SDKs of npm, and what it printed.</summary>
internal static class NodeScript
{
    public static string Text(JsonElement said, string name) => said.GetProperty(name).GetString() ?? "";

    public static IEnumerable<string?> Array(JsonElement said, string name) => said.GetProperty(name).EnumerateArray().Select(each => each.GetString());

    public static (string? Name, int Status) Failure(JsonElement said, string name)
    {
        var failure = said.GetProperty(name);
        return (failure.GetProperty("name").GetString(), failure.GetProperty("status").ValueKind == JsonValueKind.Number ? failure.GetProperty("status").GetInt32() : 0);
    }

    public static async Task<JsonElement> RunAsync(AppDesk desk, string script, CancellationToken stop)
    {
        var clients = Environment.GetEnvironmentVariable("LANEKEEPER_TEST_CLIENTS");
        Assert.SkipWhen(clients is null && Environment.GetEnvironmentVariable("CI") != "true", "The SDKs are not here; ./test fetches them.");
        var start = new ProcessStartInfo("node", [Path.Combine(clients ?? "", script)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["GATEWAY_URL"] = desk.Url.ToString().TrimEnd('/');
        start.Environment["GATEWAY_KEY"] = desk.Key;
        using var node = Process.Start(start)!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(stop), node.StandardError.ReadToEndAsync(stop));
        await node.WaitForExitAsync(stop).WaitAsync(TimeSpan.FromMinutes(3), stop);
        node.ExitCode.ShouldBe(0, await errors);
        return JsonElement.Parse(await output);
    }
}
