using System.Text;
using System.Text.Json;
using Lanekeeper.Models;
using Lanekeeper.Models.Providing;
using Lanekeeper.Rooms.Tests.Models.Translating;

namespace Lanekeeper.Rooms.Tests.Models.Relaying;

/// <summary>Apps whose model speaks another format than they do. What the provider was asked is what its own log says.</summary>
public sealed class RelayTranslationTests(RelayFixture room) : IClassFixture<RelayFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(WireKind.ChatCompletions, "openai.chat_completions", "/v1/messages", "x-api-key")]
    [InlineData(WireKind.Responses, "openai.responses", "/v1/messages", "x-api-key")]
    [InlineData(WireKind.Messages, "anthropic.messages", "/v1/chat/completions", "bearer")]
    public async Task An_app_is_answered_in_its_own_format_by_a_provider_that_was_asked_in_its(WireKind app, string format, string path, string credential)
    {
        var (name, model) = ($"other-{app}".ToLowerInvariant(), Other(app, "ok"));

        var (whole, headers, body) = await SendAsync(app, name, model, isStream: false);
        var (streamed, _, events) = await SendAsync(app, name, model, isStream: true);

        (whole, streamed).ShouldBe((200, 200));
        var (said, told) = (Said.Of(app, body, isStream: false), Said.Of(app, events, isStream: true));
        said.Text.ShouldEndWith("complete.");
        told.IsSame(said).ShouldBeTrue();
        told.End.ShouldBe(said.End);
        headers["content-type"].ShouldBe("application/json");
        headers.Keys.ShouldContain(app == WireKind.Messages ? "request-id" : "x-request-id");
        headers.Keys.ShouldNotContain(key => key.StartsWith(app == WireKind.Messages ? "openai-" : "anthropic-", StringComparison.OrdinalIgnoreCase));
        var rows = await room.RowsAsync(name);
        rows.Select(row => (row.State, row.Format, row.Streamed, row.InputTokens is > 0)).ShouldBe([("answered", format, false, true), ("answered", format, true, true)]);
        Tokens(app, body).ShouldBe(rows[0].InputTokens!.Value + rows[0].OutputTokens!.Value);
        foreach (var (row, attempt) in rows.Zip(room.Server.Attempts.Where(attempt => attempt.Model == model).TakeLast(2)))
        {
            (attempt.Path.Split('?')[0], attempt.Credential).ShouldBe((path, credential));
            row.Prompt.ShouldBe(Encoding.UTF8.GetString(room.Server.BodyOf(attempt.Number)!.Value.Span));
        }
    }

    [Theory]
    [InlineData(WireKind.ChatCompletions)]
    [InlineData(WireKind.Responses)]
    [InlineData(WireKind.Messages)]
    public async Task The_events_that_end_a_stream_come_only_after_its_row(WireKind app)
    {
        var name = $"last-{app}".ToLowerInvariant();
        await using var answer = (await room.Relay.SendAsync(Call(app, name, Other(app, "ok"), isStream: true), Token)).Value;
        var (last, state) = ("", "");
        while (await answer.NextAsync(Token) is { Length: > 0 } part)
        {
            (last, state) = (Encoding.UTF8.GetString(part.Span), (await room.RowsAsync(name)).Single().State);
            (last.Contains(End(app), StringComparison.Ordinal) && state != "answered").ShouldBeFalse(last);
        }

        last.ShouldContain(End(app));
        answer.IsBroken.ShouldBeFalse();
    }

    [Theory]
    [InlineData(WireKind.ChatCompletions, "cut", "failed_transient")]
    [InlineData(WireKind.Responses, "cut", "failed_transient")]
    [InlineData(WireKind.Messages, "cut", "failed_transient")]
    [InlineData(WireKind.Messages, "truncated", "failed_transient")]
    [InlineData(WireKind.ChatCompletions, "error-inside", "failed_transient")]
    [InlineData(WireKind.Responses, "error-inside", "failed_transient")]
    [InlineData(WireKind.Messages, "error-inside", "failed_transient")]
    [InlineData(WireKind.ChatCompletions, "stall", "timed_out")]
    public async Task A_stream_that_is_cut_ends_in_an_error_of_the_apps_format(WireKind app, string fault, string state)
    {
        var name = $"other-{app}-{fault}".ToLowerInvariant();
        await using var answer = (await room.With(ModelsFixture.Quick with { StreamSilence = TimeSpan.FromMilliseconds(500) }).SendAsync(Call(app, name, Other(app, fault), isStream: true), Token)).Value;

        var events = await ReadAsync(answer);

        var text = Encoding.UTF8.GetString(events);
        text.ShouldNotContain(End(app));
        Said.Events(events)[^1].Get("error").Get("message").Text().ShouldNotBeNullOrEmpty();
        answer.IsBroken.ShouldBeTrue();
        (await room.RowsAsync(name)).ShouldHaveSingleItem().State.ShouldBe(state);
    }

    [Theory]
    [InlineData(WireKind.ChatCompletions, "429", 429, "rate_limit_exceeded")]
    [InlineData(WireKind.Responses, "context", 400, "context_length_exceeded")]
    [InlineData(WireKind.ChatCompletions, "500", 500, "server_error")]
    [InlineData(WireKind.Messages, "429", 429, "rate_limit_error")]
    [InlineData(WireKind.Messages, "context", 400, "invalid_request_error")]
    [InlineData(WireKind.Messages, "503", 503, "api_error")]
    public async Task An_error_of_the_provider_keeps_its_status_and_is_one_of_the_apps_format(WireKind app, string fault, int status, string sort)
    {
        await using var answer = (await room.With(ModelsFixture.Quick).SendAsync(Call(app, $"other-{app}-{fault}".ToLowerInvariant(), Other(app, fault), isStream: false), Token)).Value;

        var error = JsonElement.Parse(await ReadAsync(answer)).GetProperty("error");

        answer.Status.ShouldBe(status);
        error.GetProperty(app == WireKind.Messages ? "type" : "code").GetString().ShouldBe(sort);
        error.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData(WireKind.ChatCompletions)]
    [InlineData(WireKind.Messages)]
    public async Task A_refusal_is_one_in_the_apps_format(WireKind app)
    {
        var (status, _, body) = await SendAsync(app, $"refused-{app}".ToLowerInvariant(), Other(app, "refusal"), isStream: false);

        status.ShouldBe(200);
        var answer = JsonElement.Parse(body);
        (app == WireKind.Messages ? answer.Get("stop_details").Get("explanation") : answer.Get("choices").Items().First().Get("message").Get("refusal")).Text().ShouldNotBeNullOrEmpty();
        (await room.RowsAsync($"refused-{app}".ToLowerInvariant())).ShouldHaveSingleItem().FailureCode.ShouldBe("models.refused");
    }

    [Fact]
    public async Task A_chats_stream_without_its_last_line_has_its_end_in_messages_all_the_same()
    {
        var (status, _, events) = await SendAsync(WireKind.Messages, "no-done", RelayFixture.OpenAi("no-done"), isStream: true);

        (status, Said.Of(WireKind.Messages, events, isStream: true).End).ShouldBe((200, "end_turn"));
        Encoding.UTF8.GetString(events).ShouldEndWith("data: {\"type\":\"message_stop\"}\n\n");
    }

    [Fact]
    public async Task What_cannot_be_carried_is_refused_before_anybody_is_asked()
    {
        var model = RelayFixture.Anthropic("renamed");
        var body = Encoding.UTF8.GetBytes($$"""{"model":"{{model}}","seed":7,"messages":[{"role":"user","content":"Hi"}]}""");

        var refused = await room.Relay.SendAsync(RelayFixture.Call(WireKind.ChatCompletions, "uncarried", body), Token);

        refused.Problem.ShouldNotBeNull().Field.ShouldBe("seed");
        JsonElement.Parse(WireErrors.Body(WireKind.ChatCompletions, refused.Problem!, null)).GetProperty("error").GetProperty("param").GetString().ShouldBe("seed");
        room.Server.Attempts.ShouldNotContain(attempt => attempt.Model == model);
        (await room.RowsAsync("uncarried")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_format_lists_all_models_that_it_can_reach_and_embeddings_stay_with_their_own()
    {
        var (openAi, anthropic) = (RelayFixture.OpenAi("ok"), RelayFixture.Anthropic("ok"));

        (await NamesAsync(WireKind.ChatCompletions)).ShouldBe([.. await NamesAsync(WireKind.Messages)], ignoreOrder: true);
        (await NamesAsync(WireKind.Messages)).ShouldContain(openAi);
        (await NamesAsync(WireKind.Embeddings)).ShouldNotContain(anthropic);
        (await NamesAsync(WireKind.CountTokens)).ShouldNotContain(openAi);
    }

    private async Task<IReadOnlyList<string>> NamesAsync(WireKind kind) => [.. (await room.Relay.ListModelsAsync(RelayFixture.Key("lists"), kind, Token)).Value.Select(model => model.Name)];

    private static string Other(WireKind app, string fault) => app == WireKind.Messages ? RelayFixture.OpenAi(fault) : RelayFixture.Anthropic(fault);

    private static string End(WireKind app) => app switch
    {
        WireKind.Messages => "message_stop",
        WireKind.Responses => "response.completed",
        _ => "[DONE]",
    };

    private static RelayCall Call(WireKind app, string name, string model, bool isStream)
    {
        var ask = app == WireKind.Responses ? "\"input\":\"How are you? Καλά\"" : "\"messages\":[{\"role\":\"user\",\"content\":\"How are you? Καλά\"}]";
        var more = app == WireKind.Messages ? ",\"max_tokens\":50" : "";
        return RelayFixture.Call(app, name, Encoding.UTF8.GetBytes($"{{\"model\":\"{model}\",\"stream\":{(isStream ? "true" : "false")},{ask}{more}}}"));
    }

    private async Task<(int Status, Dictionary<string, string> Headers, byte[] Body)> SendAsync(WireKind app, string name, string model, bool isStream)
    {
        await using var answer = (await room.Relay.SendAsync(Call(app, name, model, isStream), Token)).Value;
        var body = await ReadAsync(answer);
        return (answer.Status, answer.Headers.ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase), body);
    }

    private static async Task<byte[]> ReadAsync(RelayAnswer answer)
    {
        using var read = new MemoryStream();
        while (await answer.NextAsync(Token) is { Length: > 0 } part)
        {
            await read.WriteAsync(part, Token);
        }

        return read.ToArray();
    }

    private static long Tokens(WireKind app, byte[] body)
    {
        var usage = JsonElement.Parse(body).GetProperty("usage");
        return app == WireKind.Messages
            ? usage.GetProperty("input_tokens").GetInt64() + usage.GetProperty("output_tokens").GetInt64()
            : usage.GetProperty("total_tokens").GetInt64();
    }
}
