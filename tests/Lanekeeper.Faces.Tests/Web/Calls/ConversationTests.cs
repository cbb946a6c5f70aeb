using Lanekeeper.Web.Calls;

namespace Lanekeeper.Faces.Tests.Web.Calls;

public sealed class ConversationTests
{
    private static readonly (string Provider, string? Format)[] Formats =
        [("openai", null), ("openai", "openai.responses"), ("openai", "openai.embeddings"), ("anthropic", "anthropic.messages"), ("lanekeeper.baseline", null)];

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

    [Fact]
    public void Items_of_Responses_are_read_with_their_tools_and_reasoning() => Conversation.Read(Samples.Call(
        "openai",
        """
        {"instructions":"Be brief.","input":[{"role":"user","content":[{"type":"input_text","text":"Look"},{"type":"input_image","image_url":"https://x"}]},
         {"type":"function_call","call_id":"c1","name":"find","arguments":"{\"id\":7}"},{"type":"function_call_output","call_id":"c1","output":"found"}]}
        """,
        """
        {"output":[{"type":"reasoning","summary":[{"type":"summary_text","text":"Hm."}]},{"type":"reasoning","summary":[],"encrypted_content":"x"},
         {"type":"message","role":"assistant","content":[{"type":"output_text","text":"Here."},{"type":"refusal","refusal":"No more."}]}]}
        """,
        "openai.responses")).ShouldBe(
        [
            new(TurnKind.System, "Be brief."),
            new(TurnKind.User, "Look\n\n[input_image]"),
            new(TurnKind.ToolCall, "{\n  \"id\": 7\n}", "find"),
            new(TurnKind.ToolResult, "found", "c1"),
            new(TurnKind.Thinking, "Hm.", null, IsAnswer: true),
            new(TurnKind.Assistant, "Here.", null, IsAnswer: true),
            new(TurnKind.Refusal, "No more.", null, IsAnswer: true),
        ]);

    [Theory]
    [InlineData("\"one\"", """{"data":[{"embedding":[0.1,0.2]}]}""", "1 vector of 2 numbers")]
    [InlineData("""["one","two"]""", """{"data":[{"embedding":"AAAAAAAAAAA="},{"embedding":"AAAAAAAAAAA="}]}""", "2 vectors of 2 numbers")]
    [InlineData("[1,2,3]", """{"data":[{"embedding":[1]},{"embedding":[1,2]}]}""", "2 vectors of 1 to 2 numbers")]
    public void An_embedding_is_one_line(string input, string response, string line) =>
        Conversation.Read(Samples.Call("openai", $$"""{"input":{{input}}}""", response, "openai.embeddings"))!.Single(turn => turn.IsAnswer).Text.ShouldBe(line);

    [Fact]
    public void A_very_long_conversation_shows_how_it_began_and_how_it_ended()
    {
        var messages = string.Join(',', Enumerable.Range(1, 1_000).Select(i => $$"""{"role":"user","content":"{{i}}"}"""));

        var turns = Conversation.Read(Samples.Call("openai", $$"""{"messages":[{{messages}}]}""", """{"choices":[{"message":{"role":"assistant","content":"Done."}}]}"""))!;

        turns.Count.ShouldBe(301);
        turns[0].Text.ShouldBe("1");
        turns[20].ShouldBe(new(TurnKind.LeftOut, "701 more are in the bytes below."));
        turns[^1].Text.ShouldBe("Done.");
    }

    [Fact]
    public void Half_a_surrogate_pair_is_shown_as_what_cannot_be_read() => Conversation.Read(Samples.Call(
        "openai", """{"messages":[{"role":"user","content":"a\ud83d b\udE00 \ud83d\ude00 \\ud83d"}]}""", null))!.Single().Text.ShouldBe("a\ufffd b\ufffd \ud83d\ude00 \\ud83d");

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
            var body = $$"""{"input":{{Piece()}},"instructions":{{Piece()}},"data":[{"embedding":{{Piece()}} }],"messages":[{{Piece()}},{"role":"user","content":{{Piece()}} }],"system":{{Piece()}},"content":{{Piece()}},"choices":[{{Piece()}},{"message":{{Piece()}} }],"text":{{Piece()}},"output":[{{Piece()}},{"type":"message","content":{{Piece()}} }]}""";
            foreach (var (provider, format) in Formats)
            {
                Should.NotThrow(() => Conversation.Read(Samples.Call(provider, body, body, format)), body);
            }
        }

        string Piece() => pieces[random.Next(pieces.Length)];
    }
}
