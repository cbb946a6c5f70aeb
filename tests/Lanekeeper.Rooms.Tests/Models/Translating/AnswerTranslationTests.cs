using System.Text;
using System.Text.Json;
using Lanekeeper.Ledger;
using Lanekeeper.Models;
using Lanekeeper.Models.Providing;
using Lanekeeper.Models.Translating;
using Lanekeeper.Models.Wire;
using Lanekeeper.Rooms.Tests.Models.Wire;

namespace Lanekeeper.Rooms.Tests.Models.Translating;

/// <summary>Every recorded answer, put into the formats of apps that speak another one.</summary>
public sealed class AnswerTranslationTests
{
    [Theory]
    [InlineData(WireKind.Messages, WireKind.ChatCompletions)]
    [InlineData(WireKind.Messages, WireKind.Responses)]
    [InlineData(WireKind.ChatCompletions, WireKind.Messages)]
    public void Answers_say_the_same_in_the_other_format_whole_and_streamed(WireKind spoken, WireKind app)
    {
        var seen = 0;
        foreach (var one in Recording.All.Where(one => one.Kind == spoken && one.Status == 200))
        {
            var before = one.IsStream ? Replay.Facts(spoken, one.Response) : WireReading.ReadBody(spoken, one.Response, 200);
            if (before is { Failure: not null and not FailureKind.Refused } || Choices(one) > 1)
            {
                continue;
            }

            var made = one.IsStream ? Translated.Stream(app, spoken, one.Response) : Translation.Answer(Translated.Asked(app), spoken, one.Response)!;

            var after = one.IsStream ? Replay.Facts(app, made) : WireReading.ReadBody(app, made, 200);
            var (said, says) = (Said.Of(spoken, one.Response, one.IsStream), Said.Of(app, made, one.IsStream));
            says.IsSame(said).ShouldBeTrue($"{one.Id}\n{said}\n{says}\n{Encoding.UTF8.GetString(made)}");
            says.End.ShouldBe(End(app, said.End, after.Failure), one.Id);
            (after.Failure, after.IsComplete, after.ServedModel, after.ResponseId).ShouldBe((before.Failure, true, before.ServedModel, before.ResponseId), one.Id);
            Tokens(after).ShouldBe(Own(spoken, one) ?? Tokens(before), one.Id);
            seen++;
        }

        seen.ShouldBeGreaterThan(15);
    }

    [Fact]
    public void Calls_that_come_side_by_side_become_blocks_one_behind_the_other()
    {
        var made = Translated.Stream(
            WireKind.Messages,
            WireKind.ChatCompletions,
            """{"id":"c1","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"Both."}}]}""",
            """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"one","arguments":""}}]}}]}""",
            """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"b","type":"function","function":{"name":"two","arguments":"{\"x\":"}}]}}]}""",
            """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"text\":\"}\\\"{\""}}]}}]}""",
            """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"function":{"arguments":"2}"}},{"index":2,"id":"c","function":{"name":"three","arguments":""}}]}}]}""",
            """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"}"}}]}}]}""",
            """{"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""",
            "[DONE]");

        var said = Said.Of(WireKind.Messages, Encoding.UTF8.GetBytes(made), isStream: true);
        said.Text.ShouldBe("Both.");
        said.Calls.ShouldBe(["""a one {"text":"}\u0022{"}""", """b two {"x":2}""", "c three {}"]);
        said.End.ShouldBe("tool_use");
    }

    [Theory]
    [InlineData("stop", "tool_use")]
    [InlineData("eos", "tool_use")]
    [InlineData("length", "max_tokens")]
    public void A_server_that_calls_and_says_stop_has_called(string finish, string end)
    {
        const string Calls = """{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"one","arguments":"{}"}}]}""";

        var whole = Translation.Answer(Translated.Asked(WireKind.Messages), WireKind.ChatCompletions, Encoding.UTF8.GetBytes($$"""{"choices":[{"message":{{Calls}},"finish_reason":"{{finish}}"}]}"""))!;
        var atOnce = Translated.Stream(WireKind.Messages, WireKind.ChatCompletions, $$"""{"choices":[{"delta":{{Calls}},"finish_reason":"{{finish}}"}]}""", "[DONE]");
        var behind = Translated.Stream(WireKind.Messages, WireKind.ChatCompletions, $$"""{"choices":[{"delta":{{Calls}}}]}""", $$"""{"choices":[{"delta":{},"finish_reason":"{{finish}}"}]}""", "[DONE]");

        Said.Of(WireKind.Messages, whole, isStream: false).End.ShouldBe(end);
        Said.Of(WireKind.Messages, Encoding.UTF8.GetBytes(atOnce), isStream: true).End.ShouldBe(end);
        Said.Of(WireKind.Messages, Encoding.UTF8.GetBytes(behind), isStream: true).End.ShouldBe(end);
    }

    [Theory]
    [InlineData(WireKind.Messages, WireKind.ChatCompletions, "{\"choices\":[{\"PLACE\":{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}},{\"index\":1,\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}}]}")]
    [InlineData(WireKind.ChatCompletions, WireKind.Messages, "{\"content\":[{\"type\":\"tool_use\",\"name\":\"f\",\"input\":{}},{\"type\":\"tool_use\",\"name\":\"f\",\"input\":{}}]}")]
    public void A_call_without_an_id_gets_one_that_no_other_turn_has(WireKind app, WireKind spoken, string answer)
    {
        var ids = new List<string>();
        foreach (var turn in new[] { Guid.NewGuid(), Guid.NewGuid() })
        {
            var asked = Translated.Asked(app) with { CallId = turn };
            var whole = Ids(Said.Of(app, Translation.Answer(asked, spoken, Encoding.UTF8.GetBytes(answer.Replace("PLACE", "message", StringComparison.Ordinal)))!, isStream: false));

            Ids(Said.Of(app, Translated.Stream(asked, spoken, Encoding.UTF8.GetBytes(Events(spoken, answer))), isStream: true)).ShouldBe(whole);
            ids.AddRange(whole);
        }

        ids.Count.ShouldBe(4);
        ids.ShouldBeUnique();
        ids.ShouldAllBe(id => id.Length > 0 && id.Length <= 40);
    }

    [Fact]
    public void A_stream_without_its_end_has_none_in_the_other_format()
    {
        foreach (var (one, app) in Recording.Streams.Where(one => one.Response.Length < Recording.Small)
            .SelectMany(one => Apps(one.Kind).Select(app => (one, app))))
        {
            var text = Encoding.UTF8.GetString(Translated.Stream(app, one.Kind, one.Response, isComplete: false));

            foreach (var end in new[] { "[DONE]", "\"finish_reason\":\"", "message_stop", "message_delta", "response.completed", "response.incomplete" })
            {
                text.ShouldNotContain(end, Case.Sensitive, one.Id);
            }
        }
    }

    [Fact]
    public void A_thought_keeps_its_signature_through_both_formats_of_OpenAI_and_back()
    {
        const string Signed = """{"type":"thinking","thinking":"Hm. \"Well\"","signature":"EqQB+/="}""";
        const string Hidden = """{"type":"redacted_thinking","data":"Zm9v"}""";
        var answer = Encoding.UTF8.GetBytes($$$"""{"id":"msg_1","model":"m","content":[{{{Signed}}},{{{Hidden}}},{"type":"tool_use","id":"t1","name":"look","input":{}}],"stop_reason":"tool_use"}""");

        var chat = JsonElement.Parse(Translation.Answer(Translated.Asked(WireKind.ChatCompletions), WireKind.Messages, answer)!).GetProperty("choices")[0].GetProperty("message");
        var response = JsonElement.Parse(Translation.Answer(Translated.Asked(WireKind.Responses), WireKind.Messages, answer)!).GetProperty("output");
        var fromChat = Translated.Request(WireKind.ChatCompletions, $$"""{"model":"m","messages":[{"role":"user","content":"?"},{{chat.GetRawText()}}]}""");
        var fromResponse = Translated.Request(WireKind.Responses, $$"""{"model":"m","input":{{response.GetRawText()}}}""");

        foreach (var back in new[] { fromChat, fromResponse })
        {
            back.Problem.ShouldBeNull();
            var content = JsonElement.Parse(back.Value).GetProperty("messages").EnumerateArray().Last().GetProperty("content");
            content.EnumerateArray().Select(block => JsonSerializer.Serialize(block)).ShouldBe(
                [JsonSerializer.Serialize(JsonElement.Parse(Signed)), JsonSerializer.Serialize(JsonElement.Parse(Hidden)), """{"type":"tool_use","id":"t1","name":"look","input":{}}"""]);
        }
    }

    [Fact]
    public void A_thought_that_was_cut_short_can_be_sent_back_as_it_came()
    {
        var answer = """{"id":"msg_1","model":"m","content":[{"type":"thinking","thinking":"Hm, the","signature":""}],"stop_reason":"max_tokens"}"""u8.ToArray();

        var item = JsonElement.Parse(Translation.Answer(Translated.Asked(WireKind.Responses), WireKind.Messages, answer)!).GetProperty("output")[0].GetRawText();

        item.ShouldContain("\"type\":\"reasoning\"");
        Translated.Part(WireKind.Responses, $$"""{"input":[{"role":"user","content":"?"},{{item}},{"role":"user","content":"Go on."}]}""", "messages")
            .ShouldBe("""[{"role":"user","content":[{"type":"text","text":"?"},{"type":"text","text":"Go on."}]}]""");
    }

    /// <summary>The official SDKs raise at a second list without indexes, or keep only the last.</summary>
    [Fact]
    public void Several_thoughts_of_a_chat_stream_come_together_before_its_end()
    {
        const string First = """{"type":"thinking","thinking":"Hm.","signature":"EqQB"}""";
        const string Hidden = """{"type":"redacted_thinking","data":"Zm9v"}""";
        const string Second = """{"type":"thinking","thinking":"So.","signature":"EqQC"}""";
        var events = Events(WireKind.Messages, $$$"""{"content":[{{{First}}},{{{Hidden}}},{"type":"tool_use","id":"t1","name":"look","input":{}},{{{Second}}}]}""");
        var body = Encoding.UTF8.GetBytes(events + "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"}}\n\n");

        var choices = Said.Events(Translated.Stream(WireKind.ChatCompletions, WireKind.Messages, body)).Select(chunk => chunk.GetProperty("choices")).Where(list => list.GetArrayLength() > 0).Select(list => list[0]).ToList();

        choices.Single(choice => choice.GetProperty("delta").Get("thinking_blocks") is not null).GetRawText().ShouldBe(choices[^2].GetRawText());
        choices[^2].GetProperty("delta").GetProperty("thinking_blocks").GetRawText().ShouldBe($"[{First},{Hidden},{Second}]");
        choices[^1].GetProperty("finish_reason").GetString().ShouldBe("tool_calls");
        string.Concat(choices.Select(choice => choice.GetProperty("delta").Get("reasoning_content").Text())).ShouldBe("Hm.So.");
    }

    [Fact]
    public void Usage_at_the_end_of_a_chat_stream_comes_only_where_it_was_asked_for()
    {
        using var quiet = Translation.Stream(Translated.Asked(WireKind.ChatCompletions, usage: false), WireKind.Messages);
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        quiet.End(output);

        Encoding.UTF8.GetString(output.WrittenSpan).ShouldNotContain("usage");
    }

    [Theory]
    [InlineData(FailureKind.Overloaded, "overloaded_error", "server_is_overloaded")]
    [InlineData(FailureKind.RateLimited, "rate_limit_error", "rate_limit_exceeded")]
    [InlineData(FailureKind.ContextOverflow, "invalid_request_error", "context_length_exceeded")]
    [InlineData(FailureKind.KeyRefused, "authentication_error", "invalid_api_key")]
    internal void Errors_keep_their_words_and_are_of_the_sort_that_the_app_knows(FailureKind kind, string anthropic, string openAi)
    {
        var body = """{"error":{"message":"It says so.","type":"whatever"}}"""u8.ToArray();

        var toAnthropic = JsonElement.Parse(Translation.Error(WireKind.Messages, kind, body, "-", "req_1"));
        var toOpenAi = JsonElement.Parse(Translation.Error(WireKind.Responses, kind, body, "-", null)).GetProperty("error");

        toAnthropic.GetProperty("error").GetProperty("type").GetString().ShouldBe(anthropic);
        toAnthropic.GetProperty("error").GetProperty("message").GetString()!.ShouldEndWith("It says so.");
        toOpenAi.GetProperty("code").GetString().ShouldBe(openAi);
        toOpenAi.GetProperty("message").GetString().ShouldBe("It says so.");
        foreach (var app in new[] { WireKind.Messages, WireKind.ChatCompletions, WireKind.Responses })
        {
            Replay.Facts(app, Translation.InBand(app, kind, "It says so.")).Failure.ShouldNotBeNull();
        }
    }

    private static string[] Ids(Said said) => [.. said.Calls.Select(call => call.Split(' ')[0])];

    // The same answer as a stream.
    private static string Events(WireKind spoken, string answer) => spoken == WireKind.Messages
        ? string.Concat(JsonElement.Parse(Encoding.UTF8.GetBytes(answer)).GetProperty("content").EnumerateArray().Select((block, i) =>
            $$"""data: {"type":"content_block_start","index":{{i}},"content_block":{{block.GetRawText()}}}{{"\n\n"}}data: {"type":"content_block_stop","index":{{i}}}{{"\n\n"}}"""))
        : $"data: {answer.Replace("PLACE", "delta", StringComparison.Ordinal)}\n\n";

    private static WireKind[] Apps(WireKind spoken) => spoken switch
    {
        WireKind.Messages => [WireKind.ChatCompletions, WireKind.Responses],
        WireKind.ChatCompletions => [WireKind.Messages],
        _ => [],
    };

    private static int Choices(Recording one) => one.Kind != WireKind.ChatCompletions || one.IsStream ? 1 : JsonElement.Parse(one.Response).Get("choices").Items().Count();

    private static string? End(WireKind app, string? end, FailureKind? failure) => (app, end) switch
    {
        (WireKind.Messages, _) when failure == FailureKind.Refused => "refusal",
        (WireKind.Messages, "tool_calls") => "tool_use",
        (WireKind.Messages, "length") => "max_tokens",
        (WireKind.Messages, _) => "end_turn",
        (WireKind.Responses, "max_tokens") => "max_output_tokens",
        (WireKind.Responses, _) => "completed",
        (_, "tool_use") => "tool_calls",
        (_, "max_tokens") => "length",
        _ => "stop",
    };

    // Where several models served one call, what they did beside the answer is not in the usage of the answer.
    private static CallUsage? Own(WireKind spoken, Recording one)
    {
        var usage = one.Expect.Get("usage");
        return spoken != WireKind.Messages || usage.Get("iterations") is null ? null : Plain(new CallUsage(
            usage.Get("input_tokens").Count(), usage.Get("output_tokens").Count(), usage.Get("cache_read_input_tokens").Count(), usage.Get("cache_creation_input_tokens").Count(),
            usage.Get("output_tokens_details").Get("thinking_tokens").Count()));
    }

    private static CallUsage Tokens(WireFacts facts) => Plain(facts.Usages.Count == 0 ? CallUsage.Unknown : facts.Usages[0].Usage.Tokens);

    private static CallUsage Plain(CallUsage usage) => new(usage.Input ?? 0, usage.Output ?? 0, usage.CacheRead ?? 0, usage.CacheWrite ?? 0, usage.Reasoning ?? 0);
}
