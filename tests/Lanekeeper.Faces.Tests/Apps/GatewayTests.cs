using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Lanekeeper.FaultProvider;
using Lanekeeper.Ledger;
using Lanekeeper.Testing;

namespace Lanekeeper.Faces.Tests.Apps;

/// <summary>What the wire looks like, without an SDK between.</summary>
public sealed class GatewayTests(AppDesk desk) : IClassFixture<AppDesk>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_is_a_row_and_its_answer_names_it()
    {
        using var http = desk.Http(await desk.MakeKeyAsync("rows", Stop));
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = Ask(AppDesk.Chat) };
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        using var answer = await http.SendAsync(request, Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.Contains("set-cookie").ShouldBeFalse();
        answer.Headers.GetValues("x-request-id").ShouldHaveSingleItem();
        var call = (await desk.CallsAsync("rows", Stop)).ShouldHaveSingleItem();
        answer.Headers.GetValues("x-lanekeeper-call-id").ShouldBe([call.Id.ToString()]);
        (call.State, call.TraceId, call.CostUsd is > 0).ShouldBe((CallState.Answered, "0af7651916cd43dd8448eb211c80319c", true));
    }

    [Theory]
    [InlineData("/v1/chat/completions", "{", HttpStatusCode.BadRequest)]
    [InlineData("/v1/chat/completions", """{"model":"nobody"}""", HttpStatusCode.NotFound)]
    [InlineData("/anthropic/v1/messages", """{"model":"nobody"}""", HttpStatusCode.NotFound)]
    [InlineData("/v1/images/generations", "{}", HttpStatusCode.NotFound)]
    [InlineData("/anthropic/v1/batches", "{}", HttpStatusCode.NotFound)]
    public async Task What_cannot_be_done_is_said_in_the_shape_of_the_format(string path, string body, HttpStatusCode status)
    {
        using var http = desk.Http();
        using var answer = await http.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), Stop);

        answer.StatusCode.ShouldBe(status);
        answer.Headers.GetValues("x-should-retry").ShouldBe(["false"]);
        var error = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        error.GetProperty("error").GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
        if (path.StartsWith("/anthropic", StringComparison.Ordinal))
        {
            error.GetProperty("type").GetString().ShouldBe("error");
            error.GetProperty("request_id").GetString().ShouldBe(answer.Headers.GetValues("request-id").Single());
        }
        else
        {
            error.GetProperty("error").GetProperty("code").GetString().ShouldNotBeNullOrEmpty();
        }
    }

    [Theory]
    [InlineData("/v1/chat/completions")]
    [InlineData("/anthropic/v1/messages")]
    public async Task A_key_that_nobody_knows_is_said_to_be_of_no_use_a_second_time(string path)
    {
        using var http = desk.Http("lk_nobody");
        using var answer = await http.PostAsync(path, Ask(AppDesk.Chat), Stop);

        (answer.StatusCode, answer.Headers.GetValues("x-should-retry").Single()).ShouldBe((HttpStatusCode.Unauthorized, "false"));
    }

    [Fact]
    public async Task The_same_key_gets_the_same_answer_and_says_so_and_one_for_another_request_is_not_tried_again()
    {
        using var http = desk.Http(await desk.MakeKeyAsync("keyed", Stop));
        http.DefaultRequestHeaders.Add("Idempotency-Key", "order-17");

        using var first = await http.PostAsync("/v1/chat/completions", Ask(AppDesk.Chat), Stop);
        using var second = await http.PostAsync("/v1/chat/completions", Ask(AppDesk.Chat), Stop);
        using var other = await http.PostAsync("/v1/responses", Ask(AppDesk.Chat), Stop);

        (first.Headers.Contains("x-lanekeeper-replayed"), second.Headers.Contains("x-lanekeeper-replayed")).ShouldBe((false, true));
        second.Headers.GetValues("x-lanekeeper-call-id").ShouldBe(first.Headers.GetValues("x-lanekeeper-call-id"));
        second.Content.Headers.ContentType.ShouldBe(first.Content.Headers.ContentType);
        (await second.Content.ReadAsStringAsync(Stop)).ShouldBe(await first.Content.ReadAsStringAsync(Stop));
        (other.StatusCode, other.Headers.GetValues("x-should-retry").Single(), other.Headers.GetValues("x-lanekeeper-problem").Single())
            .ShouldBe((HttpStatusCode.Conflict, "false", "idempotency.mismatch"));
        (await other.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("error").GetProperty("code").GetString().ShouldBe("idempotency.mismatch");
        (await desk.CallsAsync("keyed", Stop)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_model_that_is_served_otherwise_than_before_is_listed_until_somebody_acknowledges_it()
    {
        using var http = desk.Http(await desk.MakeKeyAsync("served", Stop));
        (await http.PostAsync("/v1/embeddings", Embed(), Stop)).EnsureSuccessStatusCode();
        await UnseenAsync(0);
        desk.Provider.Script(new Behaviour { Model = "text-embedding-3-small", ServedModel = "text-embedding-4" });
        (await http.PostAsync("/v1/embeddings", Embed(), Stop)).EnsureSuccessStatusCode();

        var change = (await UnseenAsync(1)).Single();
        var done = await desk.Server.Client.PostAsync<ServedModel>(ApiPaths.AcknowledgeServed(change.Id), null, Stop);

        (change.RequestedModel, change.Served, change.Previous).ShouldBe(("text-embedding-3-small", "text-embedding-4", "text-embedding-3-small"));
        done.Value.AcknowledgedBy.ShouldNotBeNull();
        await UnseenAsync(0);

        // It is written behind the call.
        async Task<IReadOnlyList<ServedModel>> UnseenAsync(int count) => await Patiently.AskAsync(
            async () => (await desk.Server.Client.GetAsync<Page<ServedModel>>(ApiPaths.ServedModels + "?unseen=true&model=text-embedding-3-small", Stop)).Value.Items,
            items => items.Count == count,
            Stop);
    }

    [Fact]
    public async Task A_cached_stream_comes_again_byte_for_byte_and_is_a_call_that_costs_nothing()
    {
        await desk.DeployAsync("cache: { workflows: { cached: { lifetime: 1h } } }\n", Stop);
        using var http = desk.Http(await desk.MakeKeyAsync("cached", Stop));
        var body = $$"""{"model":"chat","stream":true,"messages":[{"role":"user","content":"How are you?"}]}""";

        using var first = await http.PostAsync("/v1/chat/completions", new StringContent(body, Encoding.UTF8, "application/json"), Stop);
        var text = await first.Content.ReadAsStringAsync(Stop);
        using var second = await http.PostAsync("/v1/chat/completions", new StringContent(body, Encoding.UTF8, "application/json"), Stop);

        (first.Headers.GetValues("x-lanekeeper-cache").Single(), second.Headers.GetValues("x-lanekeeper-cache").Single()).ShouldBe(("miss", "hit"));
        (await second.Content.ReadAsStringAsync(Stop)).ShouldBe(text);
        second.Content.Headers.ContentType.ShouldBe(first.Content.Headers.ContentType);
        (await desk.CallsAsync("cached", Stop)).Select(call => (call.State, call.CostUsd == 0, call.CacheHitOf is not null)).ShouldBe([(CallState.Answered, false, false), (CallState.Answered, true, true)]);
    }

    [Fact]
    public async Task A_persons_key_opens_nothing_here_and_an_apps_key_nothing_elsewhere()
    {
        using var person = desk.Http((await File.ReadAllTextAsync(LocalServer.TokenFile(desk.Server.Data), Stop)).Trim());
        using var app = desk.Http();
        using var nobody = new HttpClient { BaseAddress = desk.Url };

        (await person.PostAsync("/v1/chat/completions", Ask(AppDesk.Chat), Stop)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await app.GetAsync("/api/runs", Stop)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await nobody.PostAsync("/v1/chat/completions", Ask(AppDesk.Chat), Stop)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await nobody.GetAsync("/v1/models", Stop)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_limit_is_a_429_that_says_when_to_come_back()
    {
        await desk.DeployAsync("limits: { apps: { little: { requests_per_minute: 1 } } }\n", Stop);
        using var http = desk.Http(await desk.MakeKeyAsync("little", Stop));
        (await http.PostAsync("/v1/chat/completions", Ask(AppDesk.Chat), Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var refused = await http.PostAsync("/v1/chat/completions", Ask(AppDesk.Chat), Stop);

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        (await refused.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("error").GetProperty("code").GetString().ShouldBe("limits.requests");
    }

    private static StringContent Embed() => new("""{"model":"text-embedding-3-small","input":"How are you?"}""", Encoding.UTF8, "application/json");

    private static StringContent Ask(string model) =>
        new($$"""{"model":"{{model}}","messages":[{"role":"user","content":"How are you?"}]}""", Encoding.UTF8, "application/json");
}
