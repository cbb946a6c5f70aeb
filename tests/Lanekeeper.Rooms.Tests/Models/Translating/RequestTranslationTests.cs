using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lanekeeper.Models;
using Lanekeeper.Models.Providing;
using Lanekeeper.Models.Wire;
using Lanekeeper.Rooms.Tests.Models.Wire;

namespace Lanekeeper.Rooms.Tests.Models.Translating;

public sealed class RequestTranslationTests
{
    private const string Schema = """{"type":"object","properties":{"id":{"type":"string"}},"required":["id"],"additionalProperties":false}""";
    private const string Ask = """[{"role":"user","content":"Hi"}]""";

    [Fact]
    public void A_chat_is_carried_to_messages_with_all_that_it_says() => Becomes(
        WireKind.ChatCompletions,
        """
        {"model":"fast","max_completion_tokens":77,"temperature":0.7,"top_p":0.90,"stop":"END","user":"u-1","parallel_tool_calls":false,"reasoning_effort":"high","n":1,"store":false,
         "stream_options":{"include_usage":true},"metadata":{"a":"b"},"service_tier":"auto","seed":null,
         "tools":[{"type":"function","function":{"name":"look","description":"Looks.","parameters":SCHEMA,"strict":true}}],
         "tool_choice":{"type":"function","function":{"name":"look"}},
         "response_format":{"type":"json_schema","json_schema":{"name":"x","strict":true,"schema":SCHEMA}},
         "messages":[
          {"role":"developer","content":"Be \"brief\"."},
          {"role":"user","content":[{"type":"text","text":"See Καλά"},{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBO+/="}},{"type":"image_url","image_url":{"url":"https://x.test/a.png","detail":"low"}}]},
          {"role":"assistant","content":null,"refusal":null,"annotations":[],"tool_calls":[
            {"id":"call_1","type":"function","function":{"name":"look","arguments":"{\"id\":\"é\"}"}},{"id":"functions.look:1","type":"function","function":{"name":"look","arguments":""}}]},
          {"role":"tool","tool_call_id":"call_1","content":"first"},
          {"role":"tool","tool_call_id":"functions.look:1","content":[{"type":"text","text":"second"}]},
          {"role":"user","content":"And?"}]}
        """,
        """
        {"model":"claude-sonnet-4-5-20250929","max_tokens":77,"temperature":0.7,"top_p":0.90,"metadata":{"user_id":"u-1"},"stop_sequences":["END"],
         "tools":[{"name":"look","description":"Looks.","strict":true,"input_schema":SCHEMA}],
         "tool_choice":{"type":"tool","name":"look","disable_parallel_tool_use":true},
         "output_config":{"effort":"high","format":{"type":"json_schema","schema":SCHEMA}},
         "system":[{"type":"text","text":"Be \"brief\"."}],
         "messages":[
          {"role":"user","content":[{"type":"text","text":"See Καλά"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBO+/="}},{"type":"image","source":{"type":"url","url":"https://x.test/a.png"}}]},
          {"role":"assistant","content":[{"type":"tool_use","id":"call_1","name":"look","input":{"id":"é"}},{"type":"tool_use","id":"HASHED","name":"look","input":{}}]},
          {"role":"user","content":[{"type":"tool_result","tool_use_id":"call_1","content":[{"type":"text","text":"first"}]},
            {"type":"tool_result","tool_use_id":"HASHED","content":[{"type":"text","text":"second"}]},{"type":"text","text":"And?"}]}]}
        """);

    [Fact]
    public void Responses_are_carried_to_messages_with_all_that_they_say() => Becomes(
        WireKind.Responses,
        """
        {"model":"fast","instructions":"Be brief.","store":false,"include":["reasoning.encrypted_content"],"reasoning":{"effort":"low","summary":"auto"},"safety_identifier":"s-1",
         "text":{"format":{"type":"json_schema","name":"x","schema":SCHEMA,"strict":true},"verbosity":"medium"},
         "tools":[{"type":"function","name":"look","description":"Looks.","parameters":SCHEMA,"strict":false}],"tool_choice":"required",
         "input":[
          {"role":"developer","content":[{"type":"input_text","text":"Be kind."}]},
          {"type":"message","role":"user","content":[{"type":"input_text","text":"See"},{"type":"input_image","image_url":"data:image/gif;base64,R0lG","detail":"auto"}]},
          {"type":"message","role":"assistant","id":"msg_1","status":"completed","content":[{"type":"output_text","text":"Looking.","annotations":[]}]},
          {"type":"function_call","id":"fc_1","call_id":"call_1","name":"look","arguments":"{\"id\":\"1\"}","status":"completed"},
          {"type":"function_call","call_id":"call_2","name":"look","arguments":"{}"},
          {"type":"function_call_output","call_id":"call_1","output":"one"},
          {"type":"function_call_output","call_id":"call_2","output":[{"type":"input_text","text":"two"},{"type":"input_image","image_url":"https://x.test/b.png"}]}]}
        """,
        """
        {"model":"claude-sonnet-4-5-20250929","max_tokens":1000,"metadata":{"user_id":"s-1"},
         "tools":[{"name":"look","description":"Looks.","input_schema":SCHEMA}],"tool_choice":{"type":"any"},
         "output_config":{"effort":"low","format":{"type":"json_schema","schema":SCHEMA}},
         "system":[{"type":"text","text":"Be brief."},{"type":"text","text":"Be kind."}],
         "messages":[
          {"role":"user","content":[{"type":"text","text":"See"},{"type":"image","source":{"type":"base64","media_type":"image/gif","data":"R0lG"}}]},
          {"role":"assistant","content":[{"type":"text","text":"Looking."},{"type":"tool_use","id":"call_1","name":"look","input":{"id":"1"}},{"type":"tool_use","id":"call_2","name":"look","input":{}}]},
          {"role":"user","content":[{"type":"tool_result","tool_use_id":"call_1","content":[{"type":"text","text":"one"}]},
            {"type":"tool_result","tool_use_id":"call_2","content":[{"type":"text","text":"two"},{"type":"image","source":{"type":"url","url":"https://x.test/b.png"}}]}]}]}
        """);

    [Fact]
    public void Messages_are_carried_to_a_chat_with_all_that_they_say() => Becomes(
        WireKind.Messages,
        """
        {"model":"fast","max_tokens":77,"temperature":1,"stop_sequences":["END"],"metadata":{"user_id":"u-1"},"thinking":{"type":"enabled","budget_tokens":4000},"service_tier":"auto",
         "context_management":{"edits":[{"type":"clear_thinking_20251015","keep":"all"}]},
         "system":[{"type":"text","text":"Be brief.","cache_control":{"type":"ephemeral"} },{"type":"text","text":"Be kind."}],
         "tools":[{"name":"look","description":"Looks.","input_schema":SCHEMA,"cache_control":{"type":"ephemeral"} }],"tool_choice":{"type":"any","disable_parallel_tool_use":true},
         "output_config":{"format":{"type":"json_schema","schema":SCHEMA}},
         "messages":[
          {"role":"user","content":[{"type":"text","text":"See"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBO+/="}}]},
          {"role":"assistant","content":[{"type":"thinking","thinking":"Hm.","signature":""},{"type":"text","text":"Looking."},{"type":"tool_use","id":"t1","name":"look","input":{"id": "é"}},{"type":"tool_use","id":"t2","name":"look","input":{}}]},
          {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"no \"such\"","is_error":true},
            {"type":"tool_result","tool_use_id":"t2","content":[{"type":"text","text":"two"},{"type":"image","source":{"type":"url","url":"https://x.test/b.png"}}]},{"type":"text","text":"And?"}]},
          {"role":"assistant","content":"So"},{"role":"user","content":"On"}]}
        """,
        """
        {"model":"gpt-5-2025-08-07","max_completion_tokens":77,"temperature":1,"stop":["END"],"user":"u-1",
         "tools":[{"type":"function","function":{"name":"look","description":"Looks.","parameters":SCHEMA}}],"tool_choice":"required","parallel_tool_calls":false,
         "response_format":{"type":"json_schema","json_schema":{"name":"output","strict":true,"schema":SCHEMA}},"reasoning_effort":"medium",
         "messages":[
          {"role":"system","content":[{"type":"text","text":"Be brief."},{"type":"text","text":"Be kind."}]},
          {"role":"user","content":[{"type":"text","text":"See"},{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBO+/="}}]},
          {"role":"assistant","content":"Looking.","reasoning_content":"Hm.","tool_calls":[
            {"id":"t1","type":"function","function":{"name":"look","arguments":"{\"id\": \"é\"}"}},{"id":"t2","type":"function","function":{"name":"look","arguments":"{}"}}]},
          {"role":"tool","tool_call_id":"t1","content":"Error: no \"such\""},
          {"role":"tool","tool_call_id":"t2","content":"two"},
          {"role":"user","content":[{"type":"text","text":"Image in the result of tool call t2:"},{"type":"image_url","image_url":{"url":"https://x.test/b.png"}},{"type":"text","text":"And?"}]},
          {"role":"assistant","content":"So"},{"role":"user","content":"On"}]}
        """);

    [Theory]
    [InlineData("\"n\":2", "n")]
    [InlineData("\"logprobs\":true", "logprobs")]
    [InlineData("\"seed\":7", "seed")]
    [InlineData("\"store\":true", "store")]
    [InlineData("\"audio\":{\"voice\":\"a\"}", "audio")]
    [InlineData("\"modalities\":[\"text\",\"audio\"]", "modalities")]
    [InlineData("\"service_tier\":\"flex\"", "service_tier")]
    [InlineData("\"temperature\":1.5", "temperature")]
    [InlineData("\"frequency_penalty\":0.5", "frequency_penalty")]
    [InlineData("\"web_search_options\":{}", "web_search_options")]
    [InlineData("\"of_tomorrow\":1", "of_tomorrow")]
    [InlineData("\"response_format\":{\"type\":\"json_object\"}", "response_format.type")]
    [InlineData("\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"schema\":{\"type\":\"array\"}}}", "response_format.json_schema.schema")]
    [InlineData("\"tools\":[{\"type\":\"custom\",\"custom\":{\"name\":\"x\"}}]", "tools[0].type")]
    [InlineData("\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"x\",\"of_tomorrow\":1}}]", "tools[0].function.of_tomorrow")]
    [InlineData("\"response_format\":{\"type\":\"text\",\"of_tomorrow\":1}", "response_format.of_tomorrow")]
    [InlineData("\"response_format\":{\"type\":\"text\",\"json_schema\":{}}", "response_format.json_schema")]
    [InlineData("\"response_format\":{\"type\":\"json_schema\",\"of_tomorrow\":1,\"json_schema\":{\"schema\":SCHEMA}}", "response_format.of_tomorrow")]
    [InlineData("\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"schema\":SCHEMA,\"of_tomorrow\":1}}", "response_format.json_schema.of_tomorrow")]
    [InlineData("\"response_format\":{\"type\":\"json_schema\",\"json_schema\":7}", "response_format.json_schema")]
    [InlineData("\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"schema\":SCHEMA,\"description\":7}}", "response_format.json_schema.description")]
    [InlineData("\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"description\":\"One.\",\"schema\":{\"type\":\"object\",\"description\":\"Other.\",\"properties\":{}}}}", "response_format.json_schema.description")]
    [InlineData("\"tool_choice\":{\"type\":\"allowed_tools\"}", "tool_choice")]
    [InlineData("\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"f\"},\"of_tomorrow\":1}", "tool_choice.of_tomorrow")]
    [InlineData("\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"f\",\"of_tomorrow\":1}}", "tool_choice.function.of_tomorrow")]
    [InlineData("\"tool_choice\":{\"type\":\"function\",\"function\":\"f\"}", "tool_choice.function")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_audio\"}]}]", "messages[0].content[0].type")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"file\",\"file\":{}}]}]", "messages[0].content[0].file")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/bmp;base64,Qk0=\"}}]}]", "messages[0].content[0].image_url.url")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:;base64,Qk0=\"}}]}]", "messages[0].content[0].image_url.url")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":7}]}]", "messages[0].content[0]")]
    [InlineData("\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"[1]\"}}]}]", "messages[0].tool_calls[0].function.arguments")]
    [InlineData("\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":[1]}}]}]", "messages[0].tool_calls[0].function.arguments")]
    [InlineData("\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":7}}]}]", "messages[0].tool_calls[0].function.arguments")]
    [InlineData("\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":true}}]}]", "messages[0].tool_calls[0].function.arguments")]
    [InlineData("\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"\\ud800\"}}]}]", "messages[0].tool_calls[0].function.arguments")]
    [InlineData("\"messages\":[{\"role\":\"assistant\",\"content\":\"So\",\"thinking_blocks\":[{\"type\":\"thinking\",\"thinking\":\"x\",\"signature\":\"s\"},{\"type\":\"of_tomorrow\"}]}]", "messages[0].thinking_blocks[1].type")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"file:///etc\"}}]}]", "messages[0].content[0].image_url.url")]
    [InlineData("\"tools\":{}", "tools")]
    [InlineData("\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"},\"a\":{\"type\":\"null\"}}},\"strict\":true}}]", "tools[0].function.parameters")]
    [InlineData("\"messages\":[{\"role\":\"user\"}]", "messages[0].content")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":7}]", "messages[0].content")]
    [InlineData("\"messages\":[7]", "messages[0].role")]
    [InlineData("\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\",\"description\":7,\"properties\":{},\"minProperties\":1},\"strict\":true}}]", "tools[0].function.parameters")]
    [InlineData("\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"strict\":\"yes\"}}]", "tools[0].function.strict")]
    [InlineData("\"parallel_tool_calls\":\"no\"", "parallel_tool_calls")]
    [InlineData("\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"schema\":SCHEMA,\"strict\":1}}", "response_format.json_schema.strict")]
    public void What_of_a_chat_cannot_be_carried_is_named(string field, string named) => IsNamed(WireKind.ChatCompletions, field, "messages", named);

    [Theory]
    [InlineData("\"previous_response_id\":\"resp_1\"", "previous_response_id")]
    [InlineData("\"store\":true", "store")]
    [InlineData("\"background\":true", "background")]
    [InlineData("\"conversation\":\"c\"", "conversation")]
    [InlineData("\"prompt\":{\"id\":\"p\"}", "prompt")]
    [InlineData("\"truncation\":\"auto\"", "truncation")]
    [InlineData("\"include\":[\"message.output_text.logprobs\"]", "include")]
    [InlineData("\"tools\":[{\"type\":\"web_search\"}]", "tools[0].type")]
    [InlineData("\"text\":{\"verbosity\":\"low\"}", "text.verbosity")]
    [InlineData("\"text\":{\"format\":{\"type\":\"text\",\"of_tomorrow\":1}}", "text.format.of_tomorrow")]
    [InlineData("\"text\":{\"format\":{\"type\":\"json_schema\",\"schema\":SCHEMA,\"of_tomorrow\":1}}", "text.format.of_tomorrow")]
    [InlineData("\"text\":{\"format\":{\"type\":\"json_schema\",\"description\":\"One.\",\"schema\":{\"type\":\"object\",\"description\":\"Other.\",\"properties\":{}}}}", "text.format.description")]
    [InlineData("\"tool_choice\":{\"type\":\"function\",\"name\":\"f\",\"of_tomorrow\":1}", "tool_choice.of_tomorrow")]
    [InlineData("\"input\":[{\"type\":\"item_reference\",\"id\":\"x\"}]", "input[0].type")]
    [InlineData("\"input\":[{\"type\":\"function_call\",\"call_id\":\"a\",\"name\":\"f\",\"arguments\":7}]", "input[0].arguments")]
    [InlineData("\"input\":[{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[],\"encrypted_content\":\"gAAA\"}]", "input[0].encrypted_content")]
    [InlineData("\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_file\",\"file_id\":\"f\"}]}]", "input[0].content[0].file_id")]
    [InlineData("\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\",\"file_id\":\"f\"}]}]", "input[0].content[0].file_id")]
    [InlineData("\"tools\":[{\"type\":\"function\",\"name\":\"f\",\"strict\":{}}]", "tools[0].strict")]
    [InlineData("\"text\":{\"format\":{\"type\":\"json_schema\",\"schema\":SCHEMA,\"strict\":\"\"}}", "text.format.strict")]
    public void What_of_responses_cannot_be_carried_is_named(string field, string named) => IsNamed(WireKind.Responses, field, "input", named);

    [Theory]
    [InlineData("\"top_k\":5", "top_k")]
    [InlineData("\"container\":\"c\"", "container")]
    [InlineData("\"mcp_servers\":[{\"type\":\"url\"}]", "mcp_servers")]
    [InlineData("\"stop_sequences\":[\"1\",\"2\",\"3\",\"4\",\"5\"]", "stop_sequences")]
    [InlineData("\"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}]", "tools[0].type")]
    [InlineData("\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}}}", "output_config.format.schema")]
    [InlineData("\"context_management\":{\"edits\":[{\"type\":\"clear_tool_uses_20250919\"}]}", "context_management.edits[0].type")]
    [InlineData("\"messages\":[{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"x\",\"signature\":\"abc\"}]}]", "messages[0].content[0]")]
    [InlineData("\"messages\":[{\"role\":\"assistant\",\"content\":[{\"type\":\"redacted_thinking\",\"data\":\"abc\"}]}]", "messages[0].content[0]")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"document\",\"source\":{}}]}]", "messages[0].content[0].type")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"a\",\"content\":[{\"type\":\"document\"}]}]}]", "messages[0].content[0].content[0].type")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"file\",\"file_id\":\"f\"}}]}]", "messages[0].content[0].source.type")]
    [InlineData("\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":SCHEMA,\"description\":\"One.\"}}", "output_config.format.description")]
    [InlineData("\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":SCHEMA}},\"output_format\":{\"type\":\"json_schema\",\"schema\":SCHEMA}", "output_format")]
    [InlineData("\"tool_choice\":{\"type\":\"any\",\"of_tomorrow\":1}", "tool_choice.of_tomorrow")]
    [InlineData("\"tool_choice\":{\"type\":\"any\",\"name\":\"f\"}", "tool_choice.name")]
    [InlineData("\"tool_choice\":{\"type\":\"of_tomorrow\",\"name\":\"f\"}", "tool_choice.type")]
    [InlineData("\"thinking\":7", "thinking")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":{}}]", "messages[0].content")]
    [InlineData("\"thinking\":{}", "thinking.type")]
    [InlineData("\"thinking\":{\"type\":\"of_tomorrow\"}", "thinking.type")]
    [InlineData("\"thinking\":{\"type\":\"enabled\"}", "thinking.budget_tokens")]
    [InlineData("\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":\"much\"}", "thinking.budget_tokens")]
    [InlineData("\"thinking\":{\"type\":\"adaptive\",\"budget_tokens\":2048}", "thinking.budget_tokens")]
    [InlineData("\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2048},\"output_config\":{\"effort\":\"high\"}", "thinking.budget_tokens")]
    [InlineData("\"tools\":[{\"name\":\"f\",\"input_schema\":SCHEMA,\"strict\":\"yes\"}]", "tools[0].strict")]
    [InlineData("\"tool_choice\":{\"type\":\"any\",\"disable_parallel_tool_use\":1}", "tool_choice.disable_parallel_tool_use")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"a\",\"is_error\":\"yes\"}]}]", "messages[0].content[0].is_error")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":\"{\"}]", "messages[1].role")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"{\"}]}]", "messages[1].role")]
    public void What_of_messages_cannot_be_carried_is_named(string field, string named) => IsNamed(WireKind.Messages, field, "messages", named);

    [Theory]
    [InlineData("", ",\"description\":\"One.\"")]
    [InlineData(",\"description\":null", ",\"description\":\"One.\"")]
    [InlineData(",\"description\":\"\"", ",\"description\":\"One.\"")]
    [InlineData(",\"description\":\"One.\"", ",\"description\":\"One.\"")]
    [InlineData(",\"minProperties\":1", ",\"description\":\"One. (minProperties: 1)\"")]
    [InlineData(",\"default\":{},\"examples\":[{}]", ",\"description\":\"One. (default: {}, examples: [{}])\"")]
    [InlineData(",\"$comment\":\"For us.\",\"x-owner\":\"us\"", ",\"description\":\"One.\"")]
    public void The_description_of_an_answer_is_carried_as_that_of_its_schema(string own, string described)
    {
        const string Format = """{"type":"json_schema","name":"x","description":"One.","schema":{"type":"object","properties":{}OWN}}""";
        const string Nested = """{"type":"json_schema","json_schema":{"name":"x","description":"One.","schema":{"type":"object","properties":{}OWN}}}""";
        const string Expected = """
            {"model":"claude-sonnet-4-5-20250929","max_tokens":1000,"messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}],
             "output_config":{"format":{"type":"json_schema","schema":{"type":"object","properties":{},"additionalProperties":falseOWN}}}}
            """;

        Becomes(WireKind.Responses, $"{{\"model\":\"m\",\"input\":\"Hi\",\"text\":{{\"format\":{With(Format, own)}}}}}", With(Expected, described));
        Becomes(WireKind.ChatCompletions, $"{{\"model\":\"m\",\"messages\":{Ask},\"response_format\":{With(Nested, own)}}}", With(Expected, described));

        static string With(string json, string own) => json.Replace("OWN", own, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null", "{}")]
    [InlineData("\"\"", "{}")]
    [InlineData("\" \\n\"", "{}")]
    [InlineData("\" {\\\"id\\\": 1.0} \"", " {\"id\": 1.0} ")]
    [InlineData("{\"id\": 1.0}", "{\"id\": 1.0}")]
    public void Arguments_of_a_call_are_carried_letter_for_letter_as_a_text_or_as_the_object_itself(string arguments, string input)
    {
        var chat = Translated.Request(WireKind.ChatCompletions, $$$"""{"model":"m","messages":[{"role":"assistant","tool_calls":[{"id":"a","function":{"name":"f","arguments":{{{arguments}}}}}]}]}""");
        var responses = Translated.Request(WireKind.Responses, $$"""{"model":"m","input":[{"type":"function_call","call_id":"a","name":"f","arguments":{{arguments}}}]}""");

        foreach (var made in new[] { chat, responses })
        {
            made.Problem.ShouldBeNull();
            Encoding.UTF8.GetString(made.Value).ShouldContain($"\"input\":{input}}}", Case.Sensitive);
        }
    }

    [Fact]
    public void Recorded_requests_are_carried_or_name_what_is_not()
    {
        var carried = 0;
        foreach (var one in Recording.All.Where(one => one.Request is not null && one.Kind is WireKind.ChatCompletions or WireKind.Responses or WireKind.Messages))
        {
            var made = Translated.Request(one.Kind, one.Request!);
            if (made.Problem is { } problem)
            {
                problem.Field.ShouldNotBeNullOrEmpty(one.Id);
                continue;
            }

            var facts = WireReading.ReadRequest(one.Kind == WireKind.Messages ? WireKind.ChatCompletions : WireKind.Messages, made.Value);
            facts.Problem.ShouldBeNull(one.Id);
            facts.HasTools.ShouldBe(WireReading.ReadRequest(one.Kind, one.Request!).HasTools, one.Id);
            carried++;
        }

        carried.ShouldBeGreaterThan(40);
    }

    /// <summary>What a request says is in what becomes of it, word for word, wherever it stood.</summary>
    [Fact]
    public void Nothing_that_is_said_is_left_out_in_silence()
    {
        var (texts, requests) = (0, 0);
        foreach (var one in Recording.All.Where(one => one.Request is not null && Translated.Request(one.Kind, one.Request) is { Problem: null }))
        {
            var made = string.Join('\n', Leaves(JsonElement.Parse(Translated.Request(one.Kind, one.Request!).Value)).Select(leaf => leaf.Text));
            foreach (var (name, text) in Leaves(JsonElement.Parse(one.Request!)))
            {
                if (!Formal.Contains(name))
                {
                    made.ShouldContain(text, Case.Sensitive, $"{one.Id}: {name}");
                    texts++;
                }
            }

            requests++;
        }

        (texts > 200, requests > 40).ShouldBe((true, true), $"{texts} texts in {requests} requests");
    }

    [Fact]
    public void A_hundred_thousand_tokens_take_no_more_than_three_times_their_bytes()
    {
        var text = string.Concat(Enumerable.Repeat("word, and \\\"more\\\" of it\\n", 20_000));
        var turns = string.Join(',', Enumerable.Range(0, 501).Select(i => $$"""{"role":"{{(i % 2 == 0 ? "user" : "assistant")}}","content":"{{text[..1000]}}"}"""));
        foreach (var (app, body) in new[]
        {
            (WireKind.ChatCompletions, $$"""{"model":"m","messages":[{"role":"user","content":"{{text}}"}]}"""),
            (WireKind.ChatCompletions, $$"""{"model":"m","messages":[{{turns}}]}"""),
            (WireKind.Responses, $$"""{"model":"m","input":"{{text}}"}"""),
            (WireKind.Responses, $$"""{"model":"m","input":[{{turns}}]}"""),
            (WireKind.Messages, $$"""{"model":"m","max_tokens":5,"messages":[{"role":"user","content":[{"type":"text","text":"{{text}}"}]}]}"""),
            (WireKind.Messages, $$"""{"model":"m","max_tokens":5,"messages":[{{turns}}]}"""),
        })
        {
            var bytes = Encoding.UTF8.GetBytes(body);
            Translated.Request(app, bytes).Problem.ShouldBeNull();
            var before = GC.GetAllocatedBytesForCurrentThread();
            Translated.Request(app, bytes).Problem.ShouldBeNull();

            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(3L * bytes.Length);
        }
    }

    // Words of the formats themselves, and what docs/using/gateway.md lists as left behind.
    private static readonly string[] Formal =
    [
        "model", "type", "role", "tool_choice", "service_tier", "id", "status", "detail", "phase", "include", "summary", "truncation", "prompt_cache_key", "prompt_cache_retention", "ttl",
        "mode", "$schema", "name of a schema", "mime",
    ];

    /// <summary>All texts of a value, those within a call's arguments too, with the names of the members that they are.</summary>
    private static IEnumerable<(string Name, string Text)> Leaves(JsonElement value, string name = "") => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Leaves(member.Value, IsSchemaName(value, member.Name) ? "name of a schema" : member.Name)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(item => Leaves(item, name)),
        JsonValueKind.String when name is "arguments" && JsonReading.Object(Encoding.UTF8.GetBytes(value.GetString()!)) is { } inner => Leaves(inner),
        JsonValueKind.String => [(name, value.GetString()!)],
        _ => [],
    };

    // Anthropic's schemas have no name.
    private static bool IsSchemaName(JsonElement value, string name) => name == "name" && value.TryGetProperty("schema", out _);

    private static void Becomes(WireKind app, string from, string to)
    {
        var made = Translated.Request(app, from.Replace("SCHEMA", Schema, StringComparison.Ordinal));
        made.Problem.ShouldBeNull(made.Problem?.Message);
        var (got, expected) = (JsonNode.Parse(made.Value), JsonNode.Parse(to.Replace("SCHEMA", Schema, StringComparison.Ordinal).Replace("HASHED", $"toolu_{Sha("functions.look:1")}", StringComparison.Ordinal)));
        JsonNode.DeepEquals(got, expected).ShouldBeTrue($"{got!.ToJsonString()}\n{expected!.ToJsonString()}");
    }

    private static void IsNamed(WireKind app, string field, string conversation, string named)
    {
        var rest = field.StartsWith($"\"{conversation}\"", StringComparison.Ordinal) ? "" : $",\"{conversation}\":{Ask}";

        var problem = Translated.Request(app, $"{{\"model\":\"m\",{field.Replace("SCHEMA", Schema, StringComparison.Ordinal)}{rest}}}").Problem.ShouldNotBeNull();

        (problem.Kind, problem.Code, problem.Field).ShouldBe((ProblemKind.Invalid, "models.cannot-carry", named));
        problem.Message.ShouldContain($"`{named}`");
    }

    private static string Sha(string id) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..24];
}
