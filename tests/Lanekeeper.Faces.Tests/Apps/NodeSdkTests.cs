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
        var said = await NodeScript.RunAsync(desk, "openai.mjs", Stop);

        NodeScript.Text(said, "plain").ShouldEndWith(Words);
        NodeScript.Text(said, "stream").ShouldBe(NodeScript.Text(said, "plain"));
        said.GetProperty("usage").GetInt32().ShouldBeGreaterThan(0);
        NodeScript.Text(said, "tool").ShouldBe("look_up");
        NodeScript.Text(said, "schema").ShouldBe("good");
        NodeScript.Text(said, "responses").ShouldEndWith(Words);
        NodeScript.Text(said, "responsesStream").ShouldBe(NodeScript.Text(said, "responses"));
        said.GetProperty("embedding").GetInt32().ShouldBeGreaterThan(0);
        said.GetProperty("models").GetBoolean().ShouldBeTrue();
        NodeScript.Array(said, "keyed").Distinct().ShouldHaveSingleItem();
        NodeScript.Array(said, "keyedStream").Distinct().ShouldHaveSingleItem().ShouldNotBeNullOrEmpty();
        NodeScript.Failure(said, "mismatch").ShouldBe(("ConflictError", 409));
        NodeScript.Failure(said, "slow").Name.ShouldBe("APIConnectionTimeoutError");
        NodeScript.Text(said, "slowAgain").ShouldEndWith(Words);
        desk.Provider.Attempts.Count(attempt => attempt.Model == "fault-slow-1s").ShouldBe(1);
        NodeScript.Failure(said, "unknownModel").ShouldBe(("NotFoundError", 404));
        NodeScript.Failure(said, "wrongKey").ShouldBe(("AuthenticationError", 401));
        NodeScript.Failure(said, "down").ShouldBe(("InternalServerError", 500));
        said.GetProperty("cut").ValueKind.ShouldBe(JsonValueKind.Object);
        NodeScript.Text(said, "beforeCut").ShouldNotBeEmpty();

        // The SDK tries three times by itself; it was told not to, so the provider was asked as often as the gateway tries.
        desk.Provider.Attempts.Count(attempt => attempt.Model == "fault-500").ShouldBe(3);
        (await desk.CallsAsync("shop", Stop)).ShouldContain(call => call.RequestedModel == "fault-pace-20ms" && call.FailureCode == "models.cancelled");
    }

    [Fact]
    public async Task Anthropics_SDK_works_as_with_Anthropic()
    {
        var said = await NodeScript.RunAsync(desk, "anthropic.mjs", Stop);

        NodeScript.Text(said, "plain").ShouldEndWith(Words);
        NodeScript.Text(said, "stream").ShouldBe(NodeScript.Text(said, "plain"));
        NodeScript.Text(said, "tool").ShouldBe("look_up");
        said.GetProperty("count").GetInt32().ShouldBeGreaterThan(0);
        said.GetProperty("models").GetBoolean().ShouldBeTrue();
        NodeScript.Failure(said, "unknownModel").ShouldBe(("NotFoundError", 404));
        NodeScript.Failure(said, "wrongKey").ShouldBe(("AuthenticationError", 401));
        NodeScript.Failure(said, "overloaded").Status.ShouldBe(529);
        said.GetProperty("cut").ValueKind.ShouldBe(JsonValueKind.Object);
        desk.Provider.Attempts.Count(attempt => attempt.Model == "fault-529").ShouldBe(3);
    }

    [Fact]
    public async Task Vercels_SDK_works_with_both_formats()
    {
        var said = await NodeScript.RunAsync(desk, "ai.mjs", Stop);

        foreach (var use in new[] { "chat", "responses", "messages", "stream", "messagesStream" })
        {
            NodeScript.Text(said, use).ShouldEndWith(Words, customMessage: use);
        }

        NodeScript.Text(said, "tool").ShouldBe("look_up");
    }
}
