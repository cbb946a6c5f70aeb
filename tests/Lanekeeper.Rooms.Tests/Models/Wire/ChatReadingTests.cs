using Lanekeeper.Ledger;
using Lanekeeper.Models;
using Lanekeeper.Models.Providing;
using Lanekeeper.Models.Wire;
using static Lanekeeper.Models.Wire.StreamSight;

namespace Lanekeeper.Rooms.Tests.Models.Wire;

public sealed class ChatReadingTests
{
    private const string Usage = """{"prompt_tokens":10,"completion_tokens":3,"total_tokens":13}""";

    [Fact]
    public void Each_event_is_what_it_is_to_whoever_passes_it_on() =>
        Replay.Sights(WireKind.ChatCompletions, $$$"""
            : OPENROUTER PROCESSING

            data: {"id":"","model":"","choices":[],"prompt_filter_results":[{}]}

            data: {"choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"finish_reason":null}],"usage":null}

            data: {"choices":[{"index":0,"delta":{"reasoning":"Hm"}}]}

            data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":""}}]}}]}

            data: {"choices":[{"index":0,"delta":{"content":"Yes"}}],"usage":{{{Usage}}}}

            data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: {"choices":null,"usage":{{{Usage}}}}

            data: [DONE]


            """).ShouldBe([None, None, None, Output, Output, Output, None, UsageOnly, Terminal]);

    [Fact]
    public void The_last_usage_holds_and_is_never_a_sum()
    {
        var facts = Stream(
            """{"model":"m","choices":[{"index":0,"delta":{"content":"a"}}],"usage":{"prompt_tokens":9,"completion_tokens":1,"prompt_tokens_details":{"cached_tokens":4}}}""",
            """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":null,"cost":0.0125}}""",
            """{"choices":[],"usage":{"prompt_tokens":null,"completion_tokens":7}}""");

        facts.Usages.ShouldBe([new ModelUsage("m", new TokenUsage(new CallUsage(6, 7, 4, null, null)))]);
        (facts.ReportedCostUsd, facts.IsComplete, facts.Failure).ShouldBe((0.0125m, true, null));
    }

    [Fact]
    public void A_stream_that_was_cut_is_not_complete()
    {
        const string Finish = """{"choices":[{"index":0,"delta":{},"finish_reason":"length"}]}""";

        Stream("""{"choices":[{"index":0,"delta":{"content":"a"}}]}""").IsComplete.ShouldBeFalse();
        Stream(Finish).IsComplete.ShouldBeFalse();
        Stream(Finish, "[DONE]").IsComplete.ShouldBeTrue();
        Stream(Finish, $$"""{"choices":[],"usage":{{Usage}}}""").ShouldSatisfyAllConditions(
            facts => facts.IsComplete.ShouldBeTrue(), facts => facts.FinishReason.ShouldBe("length"), facts => facts.Failure.ShouldBeNull());
        Stream("""{"choices":[{"index":1,"delta":{"content":"b"}}]}""", Finish, $$"""{"choices":[],"usage":{{Usage}}}""").IsComplete.ShouldBeFalse();
    }

    [Fact]
    public void An_event_that_is_cut_in_the_middle_of_a_number_counts_for_nothing()
    {
        var facts = Replay.Facts(WireKind.ChatCompletions, """data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"completion_tokens":3,"prompt_tokens":12""");

        facts.ShouldSatisfyAllConditions(() => facts.IsComplete.ShouldBeFalse(), () => facts.Usages.ShouldBeEmpty());
    }

    [Fact]
    public void An_error_within_a_stream_is_seen_whatever_its_shape()
    {
        Stream("""{"error":{"code":429,"message":"slow down"}}""").Failure.ShouldBe(FailureKind.RateLimited);
        Stream("""{"error":{"code":"insufficient_quota","message":"no money"},"choices":[]}""").FailureWords.ShouldBe("no money");
        Stream("""{"error":null,"choices":[]}""").Failure.ShouldBeNull();
        Replay.Facts(WireKind.ChatCompletions, "event: error\ndata: {\"message\":\"broken\",\"code\":\"503\"}\n\n")
            .ShouldSatisfyAllConditions(facts => facts.Failure.ShouldBe(FailureKind.Overloaded), facts => facts.FailureWords.ShouldBe("broken"));
        Replay.Sights(WireKind.ChatCompletions, "event: error\ndata: what\n\ndata: {\"error\":\"x\"}\n\n").ShouldBe([Error, Error]);
    }

    [Fact]
    public void A_refusal_and_a_filter_are_answers_that_are_not_acceptable()
    {
        var refused = Stream("""{"choices":[{"index":0,"delta":{"refusal":"I can't "}}]}""", """{"choices":[{"index":0,"delta":{"refusal":"do that."},"finish_reason":"stop"}]}""");

        (refused.Failure, refused.FailureWords).ShouldBe((FailureKind.Refused, "I can't do that."));
        Stream("""{"choices":[{"index":0,"delta":{},"finish_reason":"content_filter"}]}""").Failure.ShouldBe(FailureKind.Filtered);
        Body("""{"choices":[{"message":{"content":null,"refusal":"No."},"finish_reason":"stop"}]}""").Failure.ShouldBe(FailureKind.Refused);
    }

    [Fact]
    public void A_body_that_holds_no_answer_is_garbled()
    {
        foreach (var body in new[] { "", "<html>", "[]", """{"choices":[]}""", """{"choices":[{"message":{"content":"cut""" })
        {
            Body(body).ShouldSatisfyAllConditions(facts => facts.Failure.ShouldBe(FailureKind.Garbled), facts => facts.IsComplete.ShouldBeFalse());
        }

        WireReading.ReadBody(WireKind.ChatCompletions, "<html>"u8.ToArray(), 502).Failure.ShouldBe(FailureKind.ServerError);
        Body("""{"error":{"message":"a success that is none","type":"overloaded_error"}}""").Failure.ShouldBe(FailureKind.Overloaded);
    }

    [Fact]
    public void Numbers_that_are_no_counts_leave_the_usage_unknown() =>
        Body("""{"choices":[{}],"usage":{"prompt_tokens":1e400,"completion_tokens":-1,"total_tokens":"7","prompt_tokens_details":[3],"cost":"free"}}""")
            .ShouldSatisfyAllConditions(
                facts => facts.Usages.ShouldBe([new ModelUsage(null, TokenUsage.Unknown)]), facts => facts.ReportedCostUsd.ShouldBeNull());

    private static WireFacts Stream(params string[] data) => Replay.Facts(WireKind.ChatCompletions, string.Concat(data.Select(one => $"data: {one}\n\n")));

    private static WireFacts Body(string body) => WireReading.ReadBody(WireKind.ChatCompletions, System.Text.Encoding.UTF8.GetBytes(body), 200);
}
