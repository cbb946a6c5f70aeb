using System.Text;
using Lanekeeper.Models;
using Lanekeeper.Models.Wire;

namespace Lanekeeper.Rooms.Tests.Models.Wire;

public sealed class RequestReadingTests
{
    [Theory]
    [InlineData("""{"model":"a","stream":true}""", """{"stream_options":{"include_usage":true},"model":"b","stream":true}""")]
    [InlineData("""{"stream":true, "stream_options" : null,"model":"a"}""", """{"stream":true, "stream_options" : {"include_usage":true},"model":"b"}""")]
    [InlineData("""{"stream":true,"stream_options":{ },"model":"a"}""", """{"stream":true,"stream_options":{"include_usage":true },"model":"b"}""")]
    [InlineData("""{"stream":true,"stream_options":{"x":[1]},"model":"a"}""", """{"stream":true,"stream_options":{"include_usage":true,"x":[1]},"model":"b"}""")]
    [InlineData("""{"stream":true,"stream_options":{"x":1,"include_usage":false},"model":"a"}""", """{"stream":true,"stream_options":{"x":1,"include_usage":true},"model":"b"}""")]
    [InlineData("""{"stream":true,"stream_options":{"include_usage":true},"mod\u0065l":"\u0061"}""", """{"stream":true,"stream_options":{"include_usage":true},"mod\u0065l":"b"}""")]
    [InlineData("""{"model":"a","messages":[{"model":"a","stream":true}]}""", """{"model":"b","messages":[{"model":"a","stream":true}]}""")]
    [InlineData("{\n  \"é\": \"ü\",\r\n\t\"model\" : \"a\" }\n", "{\n  \"é\": \"ü\",\r\n\t\"model\" : \"b\" }\n")]
    public void Only_what_is_asked_for_changes(string body, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var facts = WireReading.ReadRequest(WireKind.ChatCompletions, bytes);

        facts.Problem.ShouldBeNull();
        Encoding.UTF8.GetString(WireReading.Rewrite(bytes, facts, "b", askForUsage: true)).ShouldBe(expected);
        WireReading.Rewrite(bytes, facts, null, askForUsage: false).ShouldBe(bytes);
    }

    [Theory]
    [InlineData("", "models.request-no-json")]
    [InlineData("[]", "models.request-no-json")]
    [InlineData("{\"model\":\"a\"", "models.request-no-json")]
    [InlineData("{\"model\":\"a\"} {}", "models.request-no-json")]
    [InlineData("{\"model\":\"a\",\"temperature\":NaN}", "models.request-no-json")]
    [InlineData("{}", "models.request-no-model")]
    [InlineData("{\"model\":7}", "models.request-no-model")]
    [InlineData("{\"model\":\"\"}", "models.request-no-model")]
    [InlineData("{\"model\":\"a\\u0000\"}", "models.request-field-too-long")]
    [InlineData("{\"model\":\"\\ud800\"}", "models.request-field-too-long")]
    [InlineData("{\"model\":\"a\",\"mod\\u0065l\":\"b\"}", "models.request-field-twice")]
    [InlineData("{\"model\":\"a\",\"stream\":false,\"stream\":true}", "models.request-field-twice")]
    [InlineData("{\"model\":\"a\",\"stream\":\"true\"}", "models.request-stream")]
    public void What_cannot_be_passed_on_is_refused_and_says_why(string body, string code)
    {
        var problem = WireReading.ReadRequest(WireKind.ChatCompletions, Encoding.UTF8.GetBytes(body)).Problem;

        (problem?.Kind, problem?.Code).ShouldBe((ProblemKind.Invalid, code));
    }

    [Fact]
    public void A_name_with_half_a_character_is_said_to_be_the_reason() =>
        WireReading.ReadRequest(WireKind.ChatCompletions, """{"model":"a","\ud800":1}"""u8.ToArray()).Problem!.Message.ShouldContain("half of a character");

    [Theory]
    [InlineData("\"max_tokens\":9000,\"max_completion_tokens\":1", 9000)]
    [InlineData("\"max_tokens\":1,\"max_completion_tokens\":9000", 9000)]
    [InlineData("\"max_tokens\":7", 7)]
    [InlineData("\"max_completion_tokens\":7", 7)]
    [InlineData("\"max_tokens\":-1", null)]
    public void The_larger_of_two_limits_is_the_most_that_may_come(string limits, int? most) =>
        Read(WireKind.ChatCompletions, $$"""{"model":"m",{{limits}}}""").MaxOutputTokens.ShouldBe(most);

    [Fact]
    public void A_request_tells_what_it_needs()
    {
        var chat = Read(WireKind.ChatCompletions, """
            {"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"x"},{"type":"image_url","image_url":{"url":"data:"}}]}],"n":3,
             "max_tokens":9,"max_completion_tokens":50,"tools":[{"type":"function"}],"response_format":{"type":"json_schema","json_schema":{}},"service_tier":"flex"}
            """);
        (chat.HasAttachments, chat.HasTools, chat.HasSchema, chat.IsStateful, chat.MaxOutputTokens, chat.ServiceTier).ShouldBe((true, true, true, false, 150, "flex"));

        var responses = Read(WireKind.Responses, """{"model":"m","input":"hi","previous_response_id":"resp_1","text":{"format":{"type":"json_schema"}},"tools":[]}""");
        (responses.IsStateful, responses.PreviousResponse, responses.HasSchema, responses.HasTools).ShouldBe((true, "resp_1", true, false));
        Read(WireKind.Responses, """{"model":"m","input":[{"type":"reasoning","encrypted_content":"x"}]}""").IsStateful.ShouldBeTrue();
        Read(WireKind.Responses, """{"model":"m","input":[{"type":"item_reference","id":"x"}]}""").IsStateful.ShouldBeTrue();
        Read(WireKind.Responses, """{"model":"m","input":"x","store":true}""").IsStateful.ShouldBeTrue();
        Read(WireKind.Responses, """{"model":"m","input":"x","store":false,"conversation":null,"background":false}""").IsStateful.ShouldBeFalse();

        var messages = Read(WireKind.Messages, """
            {"model":"m","max_tokens":7,"messages":[{"role":"user","content":[{"type":"tool_result","content":[{"type":"image","source":{"type":"base64"}}]}]}],
             "output_config":{"format":{"type":"json_schema"}}}
            """);
        (messages.HasAttachments, messages.HasSchema, messages.MaxOutputTokens, messages.IsStateful).ShouldBe((true, true, 7, false));
        Read(WireKind.Messages, """{"model":"m","messages":[{"content":[{"type":"document","source":{"type":"file","file_id":"f"}}]}]}""").IsStateful.ShouldBeTrue();
        Read(WireKind.Messages, """{"model":"m","messages":[{"content":[{"type":"tool_use","input":{"type":"image"}}]}]}""").HasAttachments.ShouldBeFalse();
    }

    [Theory]
    [InlineData(WireKind.ChatCompletions, """{"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"detail":"high","url":"data:image/png;base64,~"}}]}]}""")]
    [InlineData(WireKind.ChatCompletions, """{"model":"m","messages":[{"role":"user","content":[{"image_url":{"url":"data:image\/jpeg;base64,~"},"type":"image_url"}]}]}""")]
    [InlineData(WireKind.Responses, """{"model":"m","input":[{"role":"user","content":[{"type":"input_image","image_url":"data:image/png;base64,~"}]}]}""")]
    [InlineData(WireKind.Responses, """{"model":"m","input":[{"type":"function_call_output","output":[{"type":"input_image","image_url":"data:image/png;base64,~"}]}]}""")]
    [InlineData(WireKind.Responses, """{"model":"m","input":[{"type":"computer_call_output","output":{"type":"computer_screenshot","image_url":"data:image/png;base64,~"}}]}""")]
    [InlineData(WireKind.Messages, """{"model":"m","messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","data":"~","media_type":"image/png"}}]}]}""")]
    [InlineData(WireKind.Messages, """{"model":"m","messages":[{"content":[{"type":"tool_result","content":[{"type":"image","source":{"media_type":"image/png","data":"~"}}]}]}]}""")]
    public void An_image_counts_by_what_providers_take_for_one_not_by_its_bytes(WireKind kind, string body) =>
        Read(kind, body.Replace("~", new string('A', 3_000_000), StringComparison.Ordinal)).InputTokens.ShouldBeInRange(5_000, 5_100);

    [Theory]
    [InlineData(WireKind.ChatCompletions, """{"model":"m","messages":[{"role":"user","content":"data:image/png;base64,~"}]}""")]
    [InlineData(WireKind.ChatCompletions, """{"model":"m","messages":[{"role":"user","content":[{"type":"file","file":{"file_data":"data:application/pdf;base64,~"}}]}]}""")]
    [InlineData(WireKind.Messages, """{"model":"m","messages":[{"content":[{"type":"tool_use","input":{"type":"image","source":{"media_type":"image/png","data":"~"}}}]}]}""")]
    [InlineData(WireKind.Messages, """{"model":"m","messages":[{"content":[{"type":"document","source":{"media_type":"application/pdf","data":"~"}}]}]}""")]
    [InlineData(WireKind.Messages, """{"model":"m","messages":[{"content":[{"type":"document","source":{"type":{"url":[{"data":1}]},"data":{"x":["~"]},"media_type":7,"url":null}}]}]}""")]
    public void All_else_counts_by_its_bytes(WireKind kind, string body) =>
        Read(kind, body.Replace("~", new string('A', 300_000), StringComparison.Ordinal)).InputTokens.ShouldBeInRange(100_000, 100_100);

    [Fact]
    public void An_image_by_its_address_counts_too() =>
        Read(WireKind.Messages, """{"model":"m","messages":[{"content":[{"type":"image","source":{"type":"url","url":"https://x/y"}},{"type":"image","source":{"type":"file","file_id":"f"}}]}]}""")
            .ShouldSatisfyAllConditions(facts => facts.InputTokens.ShouldBeInRange(10_000, 10_100), facts => facts.IsStateful.ShouldBeTrue());

    private static RequestFacts Read(WireKind kind, string body) => WireReading.ReadRequest(kind, Encoding.UTF8.GetBytes(body));
}
