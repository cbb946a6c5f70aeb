using System.Diagnostics;
using System.Text.Json;

namespace Lanekeeper.Faces.Tests.Apps;

/// <summary>The official SDKs of npm with nothing but their address and key changed.</summary>
public sealed class NodeSdkTests(AppDesk desk) : IClassFixture<AppDesk>
{
    private const string Words = "complete.";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenAIs_SDK_works_as_with_OpenAI()
    {
        var said = await RunAsync("openai.mjs");

        Text(said, "plain").ShouldEndWith(Words);
        Text(said, "stream").ShouldBe(Text(said, "plain"));
        said.GetProperty("usage").GetInt32().ShouldBeGreaterThan(0);
        Text(said, "tool").ShouldBe("look_up");
        Text(said, "schema").ShouldBe("good");
        Text(said, "responses").ShouldEndWith(Words);
        Text(said, "responsesStream").ShouldBe(Text(said, "responses"));
        said.GetProperty("embedding").GetInt32().ShouldBeGreaterThan(0);
        said.GetProperty("models").GetBoolean().ShouldBeTrue();
        Array(said, "keyed").Distinct().ShouldHaveSingleItem();
        Array(said, "keyedStream").Distinct().ShouldHaveSingleItem().ShouldNotBeNullOrEmpty();
        Failure(said, "mismatch").ShouldBe(("ConflictError", 409));
        Failure(said, "slow").Name.ShouldBe("APIConnectionTimeoutError");
        Text(said, "slowAgain").ShouldEndWith(Words);
        desk.Provider.Attempts.Count(attempt => attempt.Model == "fault-slow-1s").ShouldBe(1);
        Failure(said, "unknownModel").ShouldBe(("NotFoundError", 404));
        Failure(said, "wrongKey").ShouldBe(("AuthenticationError", 401));
        Failure(said, "down").ShouldBe(("InternalServerError", 500));
        said.GetProperty("cut").ValueKind.ShouldBe(JsonValueKind.Object);
        Text(said, "beforeCut").ShouldNotBeEmpty();

        // The SDK tries three times by itself; it was told not to, so the provider was asked as often as the gateway tries.
        desk.Provider.Attempts.Count(attempt => attempt.Model == "fault-500").ShouldBe(3);
        (await desk.CallsAsync("shop", Stop)).ShouldContain(call => call.RequestedModel == "fault-pace-20ms" && call.FailureCode == "models.cancelled");
    }

    [Fact]
    public async Task Anthropics_SDK_works_as_with_Anthropic()
    {
        var said = await RunAsync("anthropic.mjs");

        Text(said, "plain").ShouldEndWith(Words);
        Text(said, "stream").ShouldBe(Text(said, "plain"));
        Text(said, "tool").ShouldBe("look_up");
        said.GetProperty("count").GetInt32().ShouldBeGreaterThan(0);
        said.GetProperty("models").GetBoolean().ShouldBeTrue();
        Failure(said, "unknownModel").ShouldBe(("NotFoundError", 404));
        Failure(said, "wrongKey").ShouldBe(("AuthenticationError", 401));
        Failure(said, "overloaded").Status.ShouldBe(529);
        said.GetProperty("cut").ValueKind.ShouldBe(JsonValueKind.Object);
        desk.Provider.Attempts.Count(attempt => attempt.Model == "fault-529").ShouldBe(3);
    }

    [Fact]
    public async Task Vercels_SDK_works_with_both_formats()
    {
        var said = await RunAsync("ai.mjs");

        foreach (var use in new[] { "chat", "responses", "messages", "stream", "messagesStream" })
        {
            Text(said, use).ShouldEndWith(Words, customMessage: use);
        }

        Text(said, "tool").ShouldBe("look_up");
    }

    private static string Text(JsonElement said, string name) => said.GetProperty(name).GetString() ?? "";

    private static IEnumerable<string?> Array(JsonElement said, string name) => said.GetProperty(name).EnumerateArray().Select(each => each.GetString());

    private static (string? Name, int Status) Failure(JsonElement said, string name)
    {
        var failure = said.GetProperty(name);
        return (failure.GetProperty("name").GetString(), failure.GetProperty("status").ValueKind == JsonValueKind.Number ? failure.GetProperty("status").GetInt32() : 0);
    }

    private async Task<JsonElement> RunAsync(string script)
    {
        var clients = Environment.GetEnvironmentVariable("LANEKEEPER_TEST_CLIENTS");
        Assert.SkipWhen(clients is null && Environment.GetEnvironmentVariable("CI") != "true", "The SDKs are not here; ./test fetches them.");
        var start = new ProcessStartInfo("node", [Path.Combine(clients ?? "", script)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["GATEWAY_URL"] = desk.Url.ToString().TrimEnd('/');
        start.Environment["GATEWAY_KEY"] = desk.Key;
        using var node = Process.Start(start)!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(Stop), node.StandardError.ReadToEndAsync(Stop));
        await node.WaitForExitAsync(Stop).WaitAsync(TimeSpan.FromMinutes(3), Stop);
        node.ExitCode.ShouldBe(0, await errors);
        return JsonElement.Parse(await output);
    }
}
