using System.Text.Json;

namespace Lanekeeper.Faces.Tests.Apps;

/// <summary>The official SDKs of npm, each with models of the other provider. That those were asked in their own format is what their log says.</summary>
public sealed class CrossedNodeSdkTests(AppDesk desk) : IClassFixture<AppDesk>
{
    private const string Words = "complete.";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_SDK_works_with_models_that_speak_another_format()
    {
        var first = desk.Provider.Attempts.Count;

        var said = await NodeScript.RunAsync(desk, "crossed.mjs", Stop);

        foreach (var format in new[] { "chat", "responses", "messages" })
        {
            var one = said.GetProperty(format);
            NodeScript.Text(one, "plain").ShouldEndWith(Words, customMessage: format);
            NodeScript.Text(one, "stream").ShouldBe(NodeScript.Text(one, "plain"), format);
            one.GetProperty("usage").GetInt32().ShouldBeGreaterThan(0, format);
            NodeScript.Text(one, "tool").ShouldBe("look_up", format);
            NodeScript.Text(one, "result").ShouldEndWith(Words, customMessage: format);
            NodeScript.Text(one, "schema").ShouldBe("good", format);
            NodeScript.Failure(one, "uncarried").ShouldBe(("BadRequestError", 400), format);
            one.GetProperty("cut").ValueKind.ShouldBe(JsonValueKind.Object, format);
        }

        var (chat, responses, messages) = (said.GetProperty("chat"), said.GetProperty("responses"), said.GetProperty("messages"));
        (NodeScript.Text(chat, "finish"), NodeScript.Text(messages, "finish")).ShouldBe(("tool_calls", "tool_use"));
        (chat.GetProperty("streamTool").GetBoolean(), messages.GetProperty("streamTool").GetBoolean()).ShouldBe((true, true));
        NodeScript.Text(chat, "image").ShouldEndWith(Words);
        (NodeScript.Text(chat.GetProperty("uncarried"), "param"), NodeScript.Text(responses.GetProperty("uncarried"), "param")).ShouldBe(("seed", "tools[0].type"));
        NodeScript.Text(messages.GetProperty("uncarried"), "message").ShouldContain("`top_k`");
        (NodeScript.Failure(chat, "busy").Status, NodeScript.Failure(messages, "down").Status).ShouldBe((529, 500));
        (responses.TryGetProperty("ended", out var ended) && ended.GetBoolean()).ShouldBeFalse();
        foreach (var use in said.GetProperty("ai").EnumerateObject())
        {
            use.Value.GetString()!.ShouldEndWith(use.Name.EndsWith("Tool", StringComparison.Ordinal) ? "look_up" : Words, customMessage: use.Name);
        }

        var paths = desk.Provider.Attempts.Skip(first).Where(attempt => attempt.Model is AppDesk.Chat or AppDesk.Claude)
            .GroupBy(attempt => attempt.Model, attempt => attempt.Path).ToDictionary(group => group.Key, group => group.Distinct().ToList());
        paths[AppDesk.Claude].ShouldBe(["/v1/messages"]);
        paths[AppDesk.Chat].ShouldBe(["/v1/chat/completions"]);
    }
}
