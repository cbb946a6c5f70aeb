using System.Text;
using System.Text.Json.Nodes;
using Lanekeeper.FaultProvider;
using static Lanekeeper.Faces.Tests.FaultProvider.ProviderClient;

namespace Lanekeeper.Faces.Tests.FaultProvider;

public sealed class FaultServerTests : FaultProviderTests
{
    [Fact]
    public async Task The_script_is_played_line_by_line_and_then_the_plain_answer_comes()
    {
        _server.Script(
            new Behaviour { Do = FaultKind.RateLimit, RetryAfterSeconds = 3, RetryAfterMs = 2500 },
            new Behaviour { Contains = "REFUND", Json = new JsonObject { ["intent"] = "refund" }, InputTokens = 100, CachedTokens = 40, OutputTokens = 7 });

        var limited = await _client.ChatAsync(Chat("gpt-4.1-mini"));
        var scripted = await JsonAsync(await _client.ChatAsync(Chat("gpt-4.1-mini")));
        var plain = await JsonAsync(await _client.ChatAsync(Chat("gpt-4.1-mini")));

        ((int)limited.StatusCode).ShouldBe(429);
        limited.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(3));
        limited.Headers.GetValues("retry-after-ms").ShouldBe(["2500"]);
        limited.Headers.GetValues("x-ratelimit-remaining-requests").ShouldBe(["0"]);
        ((string?)(await JsonAsync(limited))["error"]!["code"]).ShouldBe("rate_limit_exceeded");
        ((string?)scripted["choices"]![0]!["message"]!["content"]).ShouldBe("""{"intent":"refund"}""");
        ((int)scripted["usage"]!["prompt_tokens_details"]!["cached_tokens"]!).ShouldBe(40);
        ((string?)plain["choices"]![0]!["message"]!["content"]).ShouldEndWith("complete.");
        _server.Attempts.Select(attempt => (attempt.Did, attempt.Status, attempt.Outcome, attempt.Ids["idempotency-key"]))
            .ShouldBe([("429", 429, Outcome.Sent, "one"), ("ok", 200, Outcome.Sent, "one"), ("ok", 200, Outcome.Sent, "one")]);
    }

    [Fact]
    public async Task A_model_name_tells_its_own_story()
    {
        var statuses = new List<int>();
        for (var n = 0; n < 4; n++)
        {
            statuses.Add((int)(await _client.MessageAsync(Message("fault-529x2-then-ok-2026-01-01"))).StatusCode);
        }

        statuses.ShouldBe([529, 529, 200, 200]);
        ((int)(await _client.MessageAsync(Message("fault-no-such-thing"))).StatusCode).ShouldBe(404);
    }

    [Theory]
    [InlineData("context", 400, "context_length_exceeded", 400, "invalid_request_error")]
    [InlineData("401", 401, "invalid_api_key", 401, "authentication_error")]
    [InlineData("quota", 429, "insufficient_quota", 402, "billing_error")]
    [InlineData("403", 403, "unsupported_country_region_territory", 403, "permission_error")]
    [InlineData("404", 404, "model_not_found", 404, "not_found_error")]
    [InlineData("500", 500, null, 500, "api_error")]
    [InlineData("529", 503, "server_is_overloaded", 529, "overloaded_error")]
    public async Task Each_provider_tells_a_fault_in_its_own_shape(string word, int openAiStatus, string? openAiCode, int anthropicStatus, string anthropicType)
    {
        var openAi = await _client.ChatAsync(Chat("fault-" + word));
        var anthropic = await _client.MessageAsync(Message("fault-" + word));

        ((int)openAi.StatusCode).ShouldBe(openAiStatus);
        ((string?)(await JsonAsync(openAi))["error"]!["code"]).ShouldBe(openAiCode);
        openAi.Headers.Contains("x-request-id").ShouldBeTrue();
        ((int)anthropic.StatusCode).ShouldBe(anthropicStatus);
        var told = await JsonAsync(anthropic);
        ((string?)told["error"]!["type"]).ShouldBe(anthropicType);
        anthropic.Headers.GetValues("request-id").ShouldBe([(string)told["request_id"]!]);
    }

    [Fact]
    public async Task A_request_that_a_provider_would_turn_down_is_turned_down()
    {
        ((int)(await _client.ChatAsync(Chat("gpt-4.1"), key: null)).StatusCode).ShouldBe(401);
        ((int)(await _client.MessageAsync(Message("claude"), key: null)).StatusCode).ShouldBe(401);
        ((string?)(await JsonAsync(await _client.MessageAsync(Chat("claude"))))["error"]!["message"]).ShouldBe("max_tokens: Field required");
        ((string?)(await JsonAsync(await _client.ChatAsync(new JsonObject { ["model"] = "gpt-4.1" })))["error"]!["param"]).ShouldBe("messages");
        ((string?)(await JsonAsync(await _client.ChatAsync(Message("gpt-5-mini"))))["error"]!["code"]).ShouldBe("unsupported_parameter");
        _server.Attempts.ShouldAllBe(attempt => attempt.Did == "rejected");
    }

    [Fact]
    public async Task A_schema_gets_its_plainest_instance_in_both_formats()
    {
        const string schema = """
            {"type":"object","additionalProperties":false,"required":["intent","score","due","notes"],"properties":{
              "intent":{"type":"string","enum":["refund","delivery"]}, "score":{"type":"number","minimum":0.7,"maximum":1},
              "due":{"anyOf":[{"type":"null"},{"type":"string","format":"date"}]}, "notes":{"type":"array","minItems":2,"items":{"$ref":"#/$defs/note"}}},
              "$defs":{"note":{"type":"object","additionalProperties":false,"required":["page"],"properties":{"page":{"type":"integer","minimum":3}}}}}
            """;
        const string expected = """{"intent":"refund","score":0.7,"due":"2026-01-15","notes":[{"page":3},{"page":3}]}""";
        var chat = Chat("gpt-4.1");
        chat["response_format"] = JsonNode.Parse($$$"""{"type":"json_schema","json_schema":{"name":"answer","strict":true,"schema":{{{schema}}}}}""");
        var message = Message("claude-haiku-4-5");
        message["output_config"] = JsonNode.Parse($$$"""{"format":{"type":"json_schema","schema":{{{schema}}}}}""");
        var tool = Message("claude-haiku-4-5");
        tool["tools"] = JsonNode.Parse($$$"""[{"name":"answer","input_schema":{{{schema}}}}]""");
        tool["tool_choice"] = JsonNode.Parse("""{"type":"tool","name":"answer"}""");

        ((string?)(await JsonAsync(await _client.ChatAsync(chat)))["choices"]![0]!["message"]!["content"]).ShouldBe(expected);
        ((string?)(await JsonAsync(await _client.MessageAsync(message)))["content"]![0]!["text"]).ShouldBe(expected);
        var called = await JsonAsync(await _client.MessageAsync(tool));
        called["content"]![0]!["input"]!.ToJsonString().ShouldBe(expected);
        ((string?)called["stop_reason"]).ShouldBe("tool_use");
    }

    [Fact]
    public async Task A_misfit_comes_before_the_answer_that_fits()
    {
        var chat = Chat("fault-misfit-then-ok");
        chat["response_format"] = JsonNode.Parse("""{"type":"json_schema","json_schema":{"name":"a","schema":{"type":"object","properties":{"ok":{"type":"boolean"}}}}}""");

        ((string?)(await JsonAsync(await _client.ChatAsync(chat)))["choices"]![0]!["message"]!["content"]).ShouldBe("""{"unexpected":true}""");
        ((string?)(await JsonAsync(await _client.ChatAsync(chat)))["choices"]![0]!["message"]!["content"]).ShouldBe("""{"ok":false}""");
    }

    [Fact]
    public async Task A_refusal_is_an_answer()
    {
        var chat = (await JsonAsync(await _client.ChatAsync(Chat("fault-refusal"))))["choices"]![0]!;
        var message = await JsonAsync(await _client.MessageAsync(Message("fault-refusal")));

        chat["message"]!["content"].ShouldBeNull();
        ((string?)chat["message"]!["refusal"]).ShouldNotBeNullOrEmpty();
        ((string?)message["stop_reason"]).ShouldBe("refusal");
        ((string?)message["stop_details"]!["type"]).ShouldBe("refusal");
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("cut")]
    public async Task A_broken_connection_is_no_answer(string word)
    {
        await Should.ThrowAsync<HttpRequestException>(() => _client.ChatAsync(Chat("fault-" + word)));

        _server.Attempts.ShouldHaveSingleItem().Outcome.ShouldBe(Outcome.Cut);
    }

    [Theory]
    [InlineData("truncated")]
    [InlineData("garbage")]
    [InlineData("empty")]
    [InlineData("html")]
    public async Task A_body_that_lies_comes_with_a_200(string word)
    {
        var response = await _client.ChatAsync(Chat("fault-" + word));

        ((int)response.StatusCode).ShouldBe(200);
        await Should.ThrowAsync<System.Text.Json.JsonException>(() => JsonAsync(response));
    }

    [Theory]
    [InlineData("silence")]
    [InlineData("stall")]
    [InlineData("slow-600s")]
    public async Task A_caller_that_leaves_is_seen(string word)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var call = _client.ChatAsync(Chat("fault-" + word), cancellation: patience.Token);
        await _server.WaitForAsync(attempt => attempt.Did.Length > 0, TestContext.Current.CancellationToken);

        await patience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => call);
        (await _server.WaitForAsync(attempt => attempt.EndedAt is not null, TestContext.Current.CancellationToken)).Outcome.ShouldBe(Outcome.ClientAborted);
    }

    [Fact]
    public async Task The_control_api_says_what_is_wrong_with_a_script()
    {
        var unknown = await _client.ScriptAsync("""[{"do":"explode"}]""");
        var outside = await _client.ScriptAsync("""[{"delayMs":-1}]""");
        var taken = await _client.ScriptAsync("""[{"do":"raw","status":418,"body":"tea","contentType":"text/plain","headers":{"x-pot":"blue"}}]""");

        ((int)unknown.StatusCode).ShouldBe(400);
        ((string?)(await JsonAsync(unknown))["error"]).ShouldStartWith("'explode' is nothing that can be done");
        ((string?)(await JsonAsync(outside))["error"]).ShouldStartWith("delayMs: -1 was found");
        taken.IsSuccessStatusCode.ShouldBeTrue();
        var raw = await _client.ChatAsync(Chat("gpt-4.1"));
        ((int)raw.StatusCode).ShouldBe(418);
        raw.Headers.GetValues("x-pot").ShouldBe(["blue"]);
        JsonNode.Parse(await _client.GetAsync("_/attempts"))![0]!["outcome"]!.GetValue<string>().ShouldBe("sent");
        (await _client.GetAsync("_/attempts/1/body")).ShouldBe(Chat("gpt-4.1").ToJsonString());
    }

    [Fact]
    public async Task Parts_may_be_cut_anywhere_and_join_to_the_same_bytes()
    {
        _server.Script(new Behaviour { Text = "Überraschung folgt", SplitEvery = 1 });
        var chat = Chat("gpt-4.1");
        chat["stream"] = true;

        var stream = await (await _client.ChatAsync(chat)).Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        var text = Encoding.UTF8.GetString(stream);
        text.ShouldContain("\"content\":\"Überraschung\"");
        text.ShouldEndWith("data: [DONE]\n\n");
    }
}
