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
}
