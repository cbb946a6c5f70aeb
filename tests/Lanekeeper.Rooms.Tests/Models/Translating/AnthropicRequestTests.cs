using Lanekeeper.Models;

namespace Lanekeeper.Rooms.Tests.Models.Translating;

/// <summary>What apps of OpenAI's formats send, and how Anthropic takes it.</summary>
public sealed class AnthropicRequestTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\\n\\t\\r\\f")]
    [InlineData(" \\u0020\\u00A0\u3000")]
    public void Text_that_is_only_white_space_is_nothing_said(string blank)
    {
        var chat = $$$"""
            {"messages":[{"role":"system","content":"{{{blank}}}"},{"role":"user","content":[{"type":"text","text":"{{{blank}}}"},{"type":"text","text":" Hi\n"}]},
             {"role":"assistant","content":"{{{blank}}}","tool_calls":[{"id":"a","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"a","content":"{{{blank}}}"}]}
            """;
        var responses = $$"""
            {"instructions":"{{blank}}","input":[{"role":"developer","content":"{{blank}}"},{"role":"user","content":[{"type":"input_text","text":"{{blank}}"},{"type":"input_text","text":" Hi\n"}]},
             {"role":"assistant","content":"{{blank}}"},{"type":"function_call","call_id":"a","name":"f","arguments":"{}"},{"type":"function_call_output","call_id":"a","output":"{{blank}}"}]}
            """;

        foreach (var (app, body) in new[] { (WireKind.ChatCompletions, chat), (WireKind.Responses, responses) })
        {
            Translated.Part(app, body, "system").ShouldBeNull();
            Translated.Part(app, body, "messages").ShouldBe(
                """[{"role":"user","content":[{"type":"text","text":" Hi\n"}]},{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"f","input":{}}]},"""
                + """{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":[]}]}]""");
        }
    }

    [Theory]
    [InlineData("\\u200b")]
    [InlineData("\\ud800")]
    [InlineData("\\\\n")]
    [InlineData(" .")]
    public void Text_with_one_letter_that_is_no_white_space_is_said(string text) =>
        Translated.Part(WireKind.ChatCompletions, $$"""{"messages":[{"role":"user","content":"{{text}}"}]}""", "messages")
            .ShouldBe($$"""[{"role":"user","content":[{"type":"text","text":"{{text}}"}]}]""");

    [Theory]
    [InlineData("image/jpg", "image/jpeg")]
    [InlineData("IMAGE/JPEG", "image/jpeg")]
    [InlineData("image/png;charset=utf-8", "image/png")]
    [InlineData("image/webp", "image/webp")]
    public void An_image_has_the_type_that_Anthropic_knows_it_by(string given, string known)
    {
        var chat = $$$"""{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:{{{given}}};base64,QUJD"}}]}]}""";
        var responses = $$"""{"input":[{"role":"user","content":[{"type":"input_image","image_url":"data:{{given}};base64,QUJD"}]}]}""";
        var expected = $$$"""[{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"{{{known}}}","data":"QUJD"}}]}]""";

        Translated.Part(WireKind.ChatCompletions, chat, "messages").ShouldBe(expected);
        Translated.Part(WireKind.Responses, responses, "messages").ShouldBe(expected);
    }

    [Fact]
    public void The_name_of_who_speaks_stays_behind() => Translated.Part(
        WireKind.ChatCompletions,
        """
        {"messages":[{"role":"user","name":"Al","content":"Hi"},{"role":"assistant","name":"planner","tool_calls":[{"id":"a","function":{"name":"f","arguments":"{}"}}]},
         {"role":"tool","tool_call_id":"a","name":"f","content":"ok"}]}
        """,
        "messages").ShouldBe(
        """[{"role":"user","content":[{"type":"text","text":"Hi"}]},{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"f","input":{}}]},"""
        + """{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":[{"type":"text","text":"ok"}]}]}]""");

    [Fact]
    public void What_a_part_or_a_tool_says_of_the_cache_is_said_of_its_block()
    {
        var body = With("""
            {"tools":[{"type":"function","cache_control":CACHE,"function":{"name":"f","parameters":{"type":"object"}}}],
             "messages":[{"role":"system","content":[{"type":"text","text":"Long.","cache_control":CACHE},{"type":"text","text":"Short."}]},
              {"role":"user","content":[{"type":"image_url","image_url":{"url":"https://x.test/a.png"},"cache_control":CACHE},{"type":"text","text":"See","cache_control":null}]},
              {"role":"assistant","tool_calls":[{"id":"a","function":{"name":"f","arguments":"{}"}}]},
              {"role":"tool","tool_call_id":"a","content":[{"type":"text","text":"one","cache_control":CACHE}]}]}
            """);

        Translated.Part(WireKind.ChatCompletions, body, "tools").ShouldBe(With("""[{"name":"f","cache_control":CACHE,"input_schema":{"type":"object"}}]"""));
        Translated.Part(WireKind.ChatCompletions, body, "system").ShouldBe(With("""[{"type":"text","text":"Long.","cache_control":CACHE},{"type":"text","text":"Short."}]"""));
        Translated.Part(WireKind.ChatCompletions, body, "messages").ShouldBe(With(
            """[{"role":"user","content":[{"type":"image","source":{"type":"url","url":"https://x.test/a.png"},"cache_control":CACHE},{"type":"text","text":"See"}]},"""
            + """{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"f","input":{}}]},"""
            + """{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":[{"type":"text","text":"one"}],"cache_control":CACHE}]}]"""));
    }

    [Fact]
    public void What_a_function_or_the_whole_request_says_of_the_cache_is_said_of_the_tool_and_of_the_request()
    {
        var body = With("""
            {"cache_control":CACHE,"messages":[{"role":"user","content":"Hi"}],
             "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"},"cache_control":CACHE}},
              {"type":"function","cache_control":CACHE,"function":{"name":"g","parameters":{"type":"object"},"cache_control":{"type":"ephemeral"}}},
              {"type":"function","function":{"name":"h","parameters":{"type":"object"},"cache_control":null}}]}
            """);

        Translated.Part(WireKind.ChatCompletions, body, "cache_control").ShouldBe(With("CACHE"));
        Translated.Part(WireKind.ChatCompletions, body, "tools").ShouldBe(With(
            """[{"name":"f","cache_control":CACHE,"input_schema":{"type":"object"}},{"name":"g","cache_control":CACHE,"input_schema":{"type":"object"}},"""
            + """{"name":"h","input_schema":{"type":"object"}}]"""));
        Translated.Part(WireKind.ChatCompletions, """{"cache_control":null,"messages":[{"role":"user","content":"Hi"}]}""", "cache_control").ShouldBeNull();
    }

    [Theory]
    [InlineData(WireKind.ChatCompletions, """{"messages":[{"role":"assistant","tool_calls":[{"id":"a","cache_control":{},"function":{"name":"f","arguments":"{}"}}]}]}""", "messages[0].tool_calls[0].cache_control")]
    [InlineData(WireKind.Responses, """{"input":"Hi","cache_control":{"type":"ephemeral"}}""", "cache_control")]
    public void What_is_said_of_the_cache_where_it_has_no_place_is_refused(WireKind app, string body, string field) =>
        Translated.Request(app, body).Problem.ShouldNotBeNull().Field.ShouldBe(field);

    [Fact]
    public void What_a_message_says_of_the_cache_is_said_of_its_last_block_once()
    {
        var body = With("""
            {"messages":[{"role":"system","cache_control":CACHE,"content":[{"type":"text","text":"Long."},{"type":"text","text":"Short."},{"type":"text","text":" "}]},
              {"role":"user","cache_control":CACHE,"content":[{"type":"text","text":"One"},{"type":"text","text":"Two","cache_control":{"type":"ephemeral"}}]},
              {"role":"user","cache_control":CACHE,"content":" "},
              {"role":"assistant","cache_control":CACHE,"content":"So","tool_calls":[{"id":"a","function":{"name":"f","arguments":"{}"}}]},
              {"role":"tool","tool_call_id":"a","cache_control":CACHE,"content":"one"},
              {"role":"assistant","cache_control":CACHE,"thinking_blocks":[{"type":"thinking","thinking":"x","signature":"s"}]}]}
            """);

        Translated.Part(WireKind.ChatCompletions, body, "system").ShouldBe(With("""[{"type":"text","text":"Long."},{"type":"text","text":"Short.","cache_control":CACHE}]"""));
        Translated.Part(WireKind.ChatCompletions, body, "messages").ShouldBe(With(
            """[{"role":"user","content":[{"type":"text","text":"One"},{"type":"text","text":"Two","cache_control":{"type":"ephemeral"}}]},"""
            + """{"role":"assistant","content":[{"type":"text","text":"So"},{"type":"tool_use","id":"a","name":"f","input":{},"cache_control":CACHE}]},"""
            + """{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":[{"type":"text","text":"one"}],"cache_control":CACHE}]},"""
            + """{"role":"assistant","content":[{"type":"thinking","thinking":"x","signature":"s"}]}]"""));
    }

    [Theory]
    [InlineData("claude-opus-4-6", true)]
    [InlineData("claude-sonnet-4-6", true)]
    [InlineData("claude-opus-4-7-20260416", true)]
    [InlineData("claude-opus-4-10", true)]
    [InlineData("us.anthropic.claude-opus-4-6-v1", true)]
    [InlineData("anthropic/claude-opus-4.6", true)]
    [InlineData("claude-opus-5", true)]
    [InlineData("claude-sonnet-5-20260601", true)]
    [InlineData("claude-opus-4-5-20251101", false)]
    [InlineData("claude-haiku-4-5", false)]
    [InlineData("claude-opus-4-20250514", false)]
    [InlineData("claude-opus-4-1-20250805", false)]
    [InlineData("claude-3-7-sonnet-20250219", false)]
    [InlineData("something-else-5", false)]
    public void An_effort_has_the_models_think_that_think_as_much_as_they_need(string model, bool thinks)
    {
        var expected = thinks ? """{"type":"adaptive"}""" : null;
        const string Chat = """{"messages":[{"role":"user","content":"Hi"}],"reasoning_effort":"high"}""";

        Translated.Part(WireKind.ChatCompletions, Chat, "thinking", model).ShouldBe(expected);
        Translated.Part(WireKind.Responses, """{"input":"Hi","reasoning":{"effort":"low"}}""", "thinking", model).ShouldBe(expected);
        Translated.Part(WireKind.ChatCompletions, Chat, "output_config", model).ShouldBe("""{"effort":"high"}""");
    }

    [Theory]
    [InlineData("\"reasoning_effort\":\"high\",\"temperature\":1,\"top_p\":0.95", true)]
    [InlineData("\"reasoning_effort\":\"high\",\"tool_choice\":\"auto\"", true)]
    [InlineData("\"temperature\":1", false)]
    [InlineData("\"reasoning_effort\":\"none\"", false)]
    [InlineData("\"reasoning_effort\":\"minimal\"", false)]
    [InlineData("\"reasoning_effort\":\"high\",\"tool_choice\":\"required\"", false)]
    [InlineData("\"reasoning_effort\":\"high\",\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"f\"}}", false)]
    [InlineData("\"reasoning_effort\":\"high\",\"temperature\":0.7", false)]
    [InlineData("\"reasoning_effort\":\"high\",\"top_p\":0.9", false)]
    public void Nothing_is_thought_where_that_is_not_wanted_or_the_request_would_be_turned_down_for_it(string fields, bool thinks)
    {
        var body = $$$"""{"messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"f"}}],{{{fields}}}}""";

        Translated.Part(WireKind.ChatCompletions, body, "thinking", "claude-opus-4-6").ShouldBe(thinks ? """{"type":"adaptive"}""" : null);
    }

    private static string With(string json) => json.Replace("CACHE", """{"type":"ephemeral","ttl":"1h"}""", StringComparison.Ordinal);
}
