using Lanekeeper.Web.Calls;

namespace Lanekeeper.Faces.Tests.Web.Calls;

public sealed class StreamedAnswerTests
{
    private const string ChatStream =
        """
        data: {"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}

        data: {"choices":[{"index":0,"delta":{"content":"It is "}}]}

        data: {"choices":[{"index":0,"delta":{"content":"here."}}]}

        data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","function":{"name":"find","arguments":""}}]}}]}

        data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"c2","function":{"name":"keep","arguments":"{}"}},{"index":0,"function":{"arguments":"{\"id\""}}]}}]}

        data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":":7}"}}]}}]}

        data: {"choices":[],"usage":{"total_tokens":9}}

        data: [DONE]


        """;

    private const string MessageStream =
        """
        event: message_start
        data: {"type":"message_start","message":{"content":[]}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm."}}

        event: ping
        data: {"type":"ping"}

        event: content_block_start
        data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Here."}}

        event: content_block_start
        data: {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"t1","name":"find","input":{}}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\"id\":7}"}}

        event: message_stop
        data: {"type":"message_stop"}


        """;

    private const string ResponseStream =
        """
        event: response.output_item.added
        data: {"type":"response.output_item.added","output_index":0,"item":{"type":"function_call","name":"find"}}

        event: response.function_call_arguments.delta
        data: {"type":"response.function_call_arguments.delta","output_index":0,"delta":"{}"}

        event: response.output_text.delta
        data: {"type":"response.output_text.delta","output_index":1,"content_index":0,"delta":"It is "}

        event: response.output_text.delta
        data: {"type":"response.output_text.delta","output_index":1,"content_index":0,"delta":"here."}


        """;

    private const string Completed = """data: {"type":"response.completed","response":{"output":[{"type":"message","content":[{"type":"output_text","text":"All of it."}]}]}}""";

    private static readonly (string Provider, string Format, string Body)[] Streams =
        [("openai", "openai.chat_completions", ChatStream), ("anthropic", "anthropic.messages", MessageStream), ("openai", "openai.responses", ResponseStream + Completed), ("openai", "openai.embeddings", ChatStream)];

    [Fact]
    public void A_chat_is_put_together_from_its_pieces() => Answer("openai", ChatStream).ShouldBe(
    [
        new(TurnKind.Assistant, "It is here.", null, IsAnswer: true),
        new(TurnKind.ToolCall, "{\n  \"id\": 7\n}", "find", IsAnswer: true),
        new(TurnKind.ToolCall, "{}", "keep", IsAnswer: true),
    ]);

    [Fact]
    public void A_message_is_put_together_with_its_thinking_and_tools_whatever_the_app_spoke() => Answer("anthropic", MessageStream.ReplaceLineEndings("\r\n"), "openai.chat_completions").ShouldBe(
    [
        new(TurnKind.Thinking, "Hm.", null, IsAnswer: true),
        new(TurnKind.Assistant, "Here.", null, IsAnswer: true),
        new(TurnKind.ToolCall, "{\n  \"id\": 7\n}", "find", IsAnswer: true),
    ]);

    [Fact]
    public void A_response_is_what_its_last_event_says()
    {
        Answer("openai", ResponseStream, "openai.responses").ShouldBe([new(TurnKind.ToolCall, "{}", "find", IsAnswer: true), new(TurnKind.Assistant, "It is here.", null, IsAnswer: true)]);
        Answer("openai", ResponseStream + Completed, "openai.responses").ShouldBe([new(TurnKind.Assistant, "All of it.", null, IsAnswer: true)]);
    }

    [Fact]
    public void A_refusal_is_one_in_a_stream_too() =>
        Answer("openai", """data: {"choices":[{"delta":{"refusal":"I will "}}]}""" + "\n\n" + """data: {"choices":[{"delta":{"refusal":"not."}}]}""").ShouldBe([new(TurnKind.Refusal, "I will not.", null, IsAnswer: true)]);

    [Fact]
    public void A_cut_stream_shows_the_part_that_came() =>
        Answer("openai", ChatStream[..(ChatStream.IndexOf("here.", StringComparison.Ordinal) + 3)]).ShouldBe([new(TurnKind.Assistant, "It is ", null, IsAnswer: true)]);

    [Fact]
    public void Wherever_a_stream_is_cut_and_whatever_its_events_hold_reading_it_ends()
    {
        var random = new Random(20261122);
        string[] pieces = ["null", "-7", "9e99", "{}", "[]", "\"x\"", "\"\\ud800\"", "[[{}]]", "7", "\"response.completed\"", "\"tool_use\""];
        foreach (var (provider, format, body) in Streams)
        {
            for (var length = 0; length < body.Length; length++)
            {
                Should.NotThrow(() => Conversation.Read(Samples.Call(provider, Asked(format), body[..length], format)), body[..length]);
            }

            string[] values = ["0", "1", "2", "{}", "\"Here.\"", "\"find\"", "{\"id\""];
            for (var round = 0; round < 1_000; round++)
            {
                var bent = body.Replace(values[random.Next(values.Length)], pieces[random.Next(pieces.Length)], StringComparison.Ordinal);
                Should.NotThrow(() => Conversation.Read(Samples.Call(provider, Asked(format), bent, format)), bent);
            }
        }
    }

    [Fact]
    public void A_stream_of_many_parts_or_of_nothing_readable_fills_no_page()
    {
        var parts = string.Concat(Enumerable.Range(0, 5_000).Select(i => $$$"""data: {"choices":[{"delta":{"tool_calls":[{"index":{{{i}}},"function":{"name":"f","arguments":"{"}}]}}]}""" + "\n\n"));
        var noise = string.Concat(Enumerable.Repeat("data: {no}\n\n", 200_000));

        Conversation.Read(Samples.Call("openai", Asked(null), parts))!.Count.ShouldBeLessThan(500);
        Answer("openai", noise).ShouldBeEmpty();
    }

    private static string Asked(string? format) => format is "openai.responses" or "openai.embeddings" ? """{"input":"Look"}""" : """{"messages":[{"role":"user","content":"Look"}]}""";

    private static IEnumerable<Turn> Answer(string provider, string body, string? format = null) => Conversation.Read(Samples.Call(provider, Asked(format), body, format))!.Where(turn => turn.IsAnswer);
}
