using System.Text;
using System.Text.Json;
using Lanekeeper.FaultProvider;
using Lanekeeper.Models;

namespace Lanekeeper.Rooms.Tests.Models.Relaying;

/// <summary>Errors that a provider sends as the body of a success, which SDKs would take for an answer.</summary>
public sealed class HiddenErrorTests(RelayFixture room) : IClassFixture<RelayFixture>
{
    private const string Quota = """{"error":{"message":"You exceeded your current quota.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}""";
    private const string Filter = """{"error":{"message":"A filter took it.","type":"invalid_request_error","param":null,"code":"content_filter"}}""";
    private const string Key = """{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(WireKind.ChatCompletions, "openai", Quota, 429, "insufficient_quota")]
    [InlineData(WireKind.ChatCompletions, "openai", Filter, 400, "content_filter")]
    [InlineData(WireKind.ChatCompletions, "anthropic", Key, 401, "invalid_api_key")]
    [InlineData(WireKind.Messages, "anthropic", Key, 401, "authentication_error")]
    [InlineData(WireKind.Messages, "openai", Quota, 402, "billing_error")]
    [InlineData(WireKind.Messages, "openai", Filter, 400, "invalid_request_error")]
    [InlineData(WireKind.Responses, "anthropic", Key, 401, "invalid_api_key")]
    [InlineData(WireKind.Embeddings, "openai", Quota, 429, "insufficient_quota")]
    public async Task An_error_that_calls_itself_a_success_comes_with_the_status_that_it_means(WireKind app, string provider, string body, int status, string word)
    {
        var name = $"hidden-{app}-{provider}-{status}".ToLowerInvariant();
        room.Server.Script(new Behaviour { Do = FaultKind.Raw, Contains = name, Status = 200, ContentType = "application/json", Body = body });

        var (came, headers, answer) = await SendAsync(app, name, provider == "openai" ? RelayFixture.OpenAi("ok") : RelayFixture.Anthropic("ok"));

        (came, headers["x-should-retry"]).ShouldBe((status, "false"));
        var error = JsonElement.Parse(answer).GetProperty("error");
        error.GetProperty(app == WireKind.Messages ? "type" : error.TryGetProperty("code", out _) ? "code" : "type").GetString().ShouldBe(word);
        (await room.RowsAsync(name)).ShouldHaveSingleItem().State.ShouldBe("failed_semantic");
    }

    [Fact]
    public async Task A_response_that_says_in_its_own_format_that_it_failed_stays_an_answer()
    {
        const string Failed = """{"id":"resp_1","object":"response","status":"failed","error":{"code":"insufficient_quota","message":"No credit."},"model":"m","output":[]}""";
        room.Server.Script(new Behaviour { Do = FaultKind.Raw, Contains = "hidden-response", Status = 200, ContentType = "application/json", Body = Failed });

        var (status, _, body) = await SendAsync(WireKind.Responses, "hidden-response", RelayFixture.OpenAi("ok"));

        (status, body).ShouldBe((200, Failed));
        (await room.RowsAsync("hidden-response")).ShouldHaveSingleItem().FailureCode.ShouldBe("models.out-of-credit");
    }

    // Its own name stands in its words, by which the script knows it.
    private async Task<(int Status, Dictionary<string, string> Headers, string Body)> SendAsync(WireKind app, string name, string model)
    {
        var body = app switch
        {
            WireKind.Messages => $$"""{"model":"{{model}}","max_tokens":50,"messages":[{"role":"user","content":"{{name}}"}]}""",
            WireKind.ChatCompletions => $$"""{"model":"{{model}}","messages":[{"role":"user","content":"{{name}}"}]}""",
            _ => $$"""{"model":"{{model}}","input":"{{name}}"}""",
        };
        var sent = await room.Relay.SendAsync(RelayFixture.Call(app, name, Encoding.UTF8.GetBytes(body)), Token);
        await using var answer = sent.Value;
        var text = Encoding.UTF8.GetString((await answer.NextAsync(Token)).Span);
        return (answer.Status, answer.Headers.GroupBy(header => header.Key.ToLowerInvariant()).ToDictionary(group => group.Key, group => group.Last().Value), text);
    }
}
