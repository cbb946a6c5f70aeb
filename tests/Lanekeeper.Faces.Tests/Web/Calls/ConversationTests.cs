using Lanekeeper.Ledger;
using Lanekeeper.Web.Calls;

namespace Lanekeeper.Faces.Tests.Web.Calls;

public sealed class ConversationTests
{
    [Fact]
    public void OpenAI_calls_are_read_with_their_tools_and_parts()
    {
        var turns = Conversation.Read(Samples.Call(
            "openai",
            """
            {"model":"m","messages":[{"role":"developer","content":"Be brief."},{"role":"user","content":[{"type":"text","text":"Look"},{"type":"image_url","image_url":{"url":"https://x"}}]},
             {"role":"assistant","content":null,"tool_calls":[{"id":"c1","function":{"name":"find","arguments":"{\"id\":7}"}}]},{"role":"tool","tool_call_id":"c1","content":"found"}]}
            """,
            """{"choices":[{"message":{"role":"assistant","content":"It is here.","refusal":null}}]}"""));

        turns.ShouldBe(
        [
            new(TurnKind.System, "Be brief."),
            new(TurnKind.User, "Look\n\n[image_url]"),
            new(TurnKind.ToolCall, "{\n  \"id\": 7\n}", "find"),
            new(TurnKind.ToolResult, "found", "c1"),
            new(TurnKind.Assistant, "It is here.", null, IsAnswer: true),
        ]);
    }

    [Fact]
    public void Anthropic_calls_are_read_with_thinking_and_tools()
    {
        var turns = Conversation.Read(Samples.Call(
            "anthropic",
            """{"system":[{"type":"text","text":"Be brief."}],"messages":[{"role":"user","content":"Look"},{"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":[{"type":"text","text":"found"}]}]}]}""",
            """{"content":[{"type":"thinking","thinking":"Hm."},{"type":"text","text":"Here."},{"type":"tool_use","name":"find","input":{}}]}"""));

        turns.ShouldBe(
        [
            new(TurnKind.System, "Be brief."),
            new(TurnKind.User, "Look"),
            new(TurnKind.ToolResult, "found", "t1"),
            new(TurnKind.Thinking, "Hm.", null, IsAnswer: true),
            new(TurnKind.Assistant, "Here.", null, IsAnswer: true),
            new(TurnKind.ToolCall, "{}", "find", IsAnswer: true),
        ]);
    }

    [Fact]
    public void The_built_in_model_shows_what_it_was_given() => Conversation.Read(Samples.Call(
        "lanekeeper.baseline", """{"model":"b","text":"where is it","examples":"evals/x.jsonl"}""", """{"output":{"category":"parcel"}}"""))!
        .Select(turn => (turn.Kind, turn.Name)).ShouldBe([(TurnKind.Material, "evals/x.jsonl"), (TurnKind.Assistant, null)]);

    [Theory]
    [InlineData("openai", "")]
    [InlineData("openai", "not json")]
    [InlineData("openai", "[1,2]")]
    [InlineData("openai", """{"messages":{"role":"user"}}""")]
    [InlineData("anthropic", """{"messages":"hello","system":null}""")]
    [InlineData("something-new", """{"messages":[{"role":"user","content":"x"}]}""")]
    public void A_shape_that_is_not_known_is_left_to_the_bytes(string provider, string request) => Conversation.Read(Samples.Call(provider, request, request)).ShouldBeNull();

    [Fact]
    public void Whatever_a_body_holds_reading_it_ends()
    {
        var random = new Random(20261121);
        string[] pieces = ["null", "1", "true", "\"x\"", "[]", "{}", "[[]]", """{"type":"text","text":7}""", """{"role":7,"content":{"a":1},"tool_calls":[7,{"function":"f"}]}""", """[{"type":"tool_use","input":null}]"""];
        for (var round = 0; round < 2_000; round++)
        {
            var body = $$"""{"messages":[{{Piece()}},{"role":"user","content":{{Piece()}} }],"system":{{Piece()}},"content":{{Piece()}},"choices":[{{Piece()}},{"message":{{Piece()}} }],"text":{{Piece()}},"output":{{Piece()}} }""";
            foreach (var provider in new[] { "openai", "anthropic", "lanekeeper.baseline" })
            {
                Should.NotThrow(() => Conversation.Read(Samples.Call(provider, body, body)), body);
            }
        }

        string Piece() => pieces[random.Next(pieces.Length)];
    }
}

/// <summary>A call around the bytes that a test gives.</summary>
internal static class Samples
{
    public static CallDetail Call(string provider, string? request, string? response) => new(
        new CallRow
        {
            Id = Guid.Parse("0199a000-0000-7000-8000-000000000001"),
            Workflow = "support",
            Snapshot = "sha256:0123456789abcdef",
            RunId = Guid.Parse("0199a000-0000-7000-8000-000000000002"),
            StepId = "triage",
            TraceId = "0af7651916cd43dd8448eb211c80319c",
            Attempt = 1,
            Purpose = CallPurpose.Answer,
            Route = "default",
            Provider = provider,
            RequestedModel = "gpt-5-mini",
            State = CallState.Answered,
            OpenedAt = Rendering.Now,
        },
        request,
        response,
        null,
        "2026-11-01",
        null,
        120);
}
