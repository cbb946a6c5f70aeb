using Lanekeeper.Ledger;
using Lanekeeper.Models;
using Lanekeeper.Models.Pricing;
using Lanekeeper.Models.Providing;
using Lanekeeper.Models.Wire;
using static Lanekeeper.Models.Wire.StreamSight;

namespace Lanekeeper.Rooms.Tests.Models.Wire;

/// <summary>Responses and messages, whose events say what they are.</summary>
public sealed class EventReadingTests
{
    [Fact]
    public void A_response_may_fail_at_200_before_any_output()
    {
        const string Body = """
            event: response.created
            data: {"type":"response.created","response":{"id":"r","status":"in_progress","model":"m","error":null,"usage":null}}

            event: response.in_progress
            data: {"type":"response.in_progress","response":{"id":"r","status":"in_progress"}}

            event: error
            data: {"type":"error","error":{"type":"insufficient_quota","code":"insufficient_quota","message":"Check your plan."},"sequence_number":2}

            event: response.failed
            data: {"type":"response.failed","response":{"id":"r","status":"failed","error":{"code":"insufficient_quota","message":"Check your plan."}}}


            """;

        Replay.Sights(WireKind.Responses, Body).ShouldBe([None, None, Error, Error | Terminal]);
        var facts = Replay.Facts(WireKind.Responses, Body);
        (facts.Failure, facts.FailureWords, facts.FinishReason, facts.IsComplete).ShouldBe((FailureKind.OutOfCredit, "Check your plan.", "failed", true));
        Replay.Facts(WireKind.Responses, "event: error\ndata: {\"type\":\"error\",\"code\":\"slow_down\",\"message\":\"Wait.\"}\n\n")
            .ShouldSatisfyAllConditions(flat => flat.Failure.ShouldBe(FailureKind.RateLimited), flat => flat.FailureWords.ShouldBe("Wait."));
    }

    [Fact]
    public void Events_that_nobody_knows_yet_pass_as_output_and_news_does_not() =>
        Replay.Sights(WireKind.Responses, """
            data: {"type":"keepalive"}

            data: {"response":{"status":"queued"},"type":"response.queued"}

            data: {"type":"response.thing_of_2031.delta","delta":"x"}

            data: {"type":"response.incomplete","response":{"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"}}}


            """).ShouldBe([None, None, Output, Terminal]);

    [Fact]
    public void A_response_that_is_cut_at_its_limit_is_no_failure_and_a_filtered_one_is()
    {
        Response("incomplete", "max_output_tokens").ShouldSatisfyAllConditions(
            facts => facts.Failure.ShouldBeNull(), facts => facts.FinishReason.ShouldBe("max_output_tokens"), facts => facts.IsComplete.ShouldBeTrue());
        Response("incomplete", "content_filter").Failure.ShouldBe(FailureKind.Filtered);
        Replay.Facts(WireKind.Responses, "data: {\"type\":\"response.refusal.done\",\"refusal\":\"No.\"}\n\n")
            .ShouldSatisfyAllConditions(facts => facts.Failure.ShouldBe(FailureKind.Refused), facts => facts.FailureWords.ShouldBe("No."));
    }

    [Fact]
    public void A_tool_that_is_billed_by_itself_leaves_the_cost_unknown()
    {
        const string Body = """{"status":"completed","output":[{"type":"web_search_call"},{"type":"message","content":[]}],"usage":{"input_tokens":1,"output_tokens":1}}""";

        WireReading.ReadBody(WireKind.Responses, System.Text.Encoding.UTF8.GetBytes(Body), 200).Usages.Single().Usage.HasOtherCosts.ShouldBeTrue();
    }

    [Fact]
    public void Usage_of_a_message_is_corrected_field_by_field_and_a_second_start_begins_anew()
    {
        var facts = Messages(
            """{"type":"message_start","message":{"id":"old","model":"a","usage":{"input_tokens":900,"cache_read_input_tokens":5,"output_tokens":1}}}""",
            """{"type":"message_start","message":{"id":"new","model":"b","usage":{"input_tokens":43,"output_tokens":1,"service_tier":"priority"}}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"x"}}""",
            """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":61,"output_tokens":2}}""",
            """{"type":"message_delta","delta":{},"usage":{"input_tokens":null,"output_tokens":15}}""",
            """{"type":"message_stop"}""");

        facts.Usages.ShouldBe([new ModelUsage("b", new TokenUsage(new CallUsage(61, 15, null, null, null), Tier: PriceTier.Priority))]);
        (facts.ResponseId, facts.FinishReason, facts.ServiceTier, facts.IsComplete).ShouldBe(("new", "end_turn", "priority", true));
    }

    [Fact]
    public void Each_model_of_a_message_is_counted_apart()
    {
        var facts = Messages(
            """{"type":"message_start","message":{"model":"first","usage":{"input_tokens":8,"output_tokens":1}}}""",
            """{"type":"content_block_start","index":0,"content_block":{"to":{"model":"second"},"from":{"model":"first"},"type":"fallback"}}""",
            """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":9,"output_tokens":4,"iterations":[{"type":"message","model":"first","input_tokens":8,"output_tokens":0},{"type":"fallback_message","model":"second","input_tokens":9,"output_tokens":4},{"type":"compaction","model":"third","input_tokens":100,"output_tokens":7}]}}""",
            """{"type":"message_stop"}""");

        facts.ServedModel.ShouldBe("second");
        facts.Usages.Select(part => (part.Model, part.Usage.Tokens.Input, part.Usage.Tokens.Output)).ShouldBe([("first", 8, 0), ("second", 9, 4), ("third", 100, 7)]);
    }

    [Fact]
    public void Where_a_model_took_over_and_the_stream_was_cut_the_cost_is_unknown() =>
        Messages(
            """{"type":"message_start","message":{"model":"first","usage":{"input_tokens":8,"output_tokens":1}}}""",
            """{"type":"content_block_start","index":0,"content_block":{"type":"fallback","to":{"model":"second"}}}""")
            .ShouldSatisfyAllConditions(facts => facts.IsComplete.ShouldBeFalse(), facts => facts.Usages.Single().Usage.HasOtherCosts.ShouldBeTrue());

    [Theory]
    [InlineData("text", true)]
    [InlineData("tool_use", true)]
    [InlineData("thinking", false)]
    [InlineData("redacted_thinking", false)]
    [InlineData("server_tool_use", false)]
    public void Of_a_message_that_was_cut_it_is_known_whether_all_that_is_billed_was_to_be_seen(string block, bool showsAll) =>
        Replay.Facts(WireKind.Messages, $$$"""
            data: {"type":"message_start","message":{"model":"m","usage":{"input_tokens":43,"output_tokens":1} } }

            data: {"type":"content_block_start","index":0,"content_block":{"type":"{{{block}}}" } }


            """).ShowsAll.ShouldBe(showsAll);

    [Fact]
    public void A_message_may_break_off_with_an_error_or_refuse()
    {
        const string Overloaded = """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""";

        Messages(Overloaded).ShouldSatisfyAllConditions(
            facts => facts.Failure.ShouldBe(FailureKind.Overloaded), facts => facts.FailureWords.ShouldBe("Overloaded"), facts => facts.IsComplete.ShouldBeFalse());
        Replay.Sights(WireKind.Messages, $"event: ping\ndata: {{\"type\": \"ping\"}}\n\nevent: error\ndata: {Overloaded}\n\n").ShouldBe([None, Error]);
        Messages("""{"type":"message_delta","delta":{"stop_reason":"refusal","stop_details":{"explanation":"Not this."}},"usage":{"output_tokens":5}}""")
            .ShouldSatisfyAllConditions(facts => facts.Failure.ShouldBe(FailureKind.Refused), facts => facts.FailureWords.ShouldBe("Not this."));
    }

    private static WireFacts Messages(params string[] data) => Replay.Facts(WireKind.Messages, string.Concat(data.Select(one => $"data: {one}\n\n")));

    private static WireFacts Response(string status, string why) => Replay.Facts(
        WireKind.Responses,
        $$$"""data: {"type":"response.{{{status}}}","response":{"incomplete_details":{"reason":"{{{why}}}"},"usage":{"input_tokens":1},"status":"{{{status}}}" } }""");
}
