using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Lanekeeper.Testing;

namespace Lanekeeper.Faces.Tests.Apps;

/// <summary>Apps that are set up a little wrong, and what they are told.</summary>
public sealed class MisdirectedTests(AppDesk desk) : IClassFixture<AppDesk>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/chat/completions", "/v1")]
    [InlineData("/responses", "/v1")]
    [InlineData("/embeddings", "/v1")]
    [InlineData("/v1/v1/chat/completions", "/v1")]
    [InlineData("//v1/chat/completions", "/v1")]
    [InlineData("/openai/v1/responses", "/v1")]
    [InlineData("/api/v1/embeddings", "/v1")]
    [InlineData("//v1/messages", "/anthropic")]
    [InlineData("/v1/files", "/v1")]
    [InlineData("/messages", "/anthropic")]
    [InlineData("/v1/messages", "/anthropic")]
    [InlineData("/v1/messages/count_tokens", "/anthropic")]
    [InlineData("/anthropic/v1/v1/messages", "/anthropic")]
    [InlineData("/anthropic", "/anthropic")]
    [InlineData("//v1/models", "/v1")]
    [InlineData("/openai/v1/models", "/v1")]
    [InlineData("/proxy/anthropic/v1/models", "/anthropic")]
    public async Task A_wrong_base_URL_is_a_404_in_the_SDKs_own_format_that_names_the_right_one(string path, string right)
    {
        using var http = desk.Http();

        using var answer = await http.PostAsync(desk.Url.GetLeftPart(UriPartial.Authority) + path, Ask(AppDesk.Chat), Stop);

        (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType).ShouldBe((HttpStatusCode.NotFound, "application/json"));
        var error = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        error.GetProperty("error").GetProperty("message").GetString()!.ShouldContain($" is {desk.Url.GetLeftPart(UriPartial.Authority)}{right} here");
        error.TryGetProperty("request_id", out _).ShouldBe(right == "/anthropic");
    }

    [Fact]
    public async Task An_errors_words_can_be_read_as_they_come()
    {
        using var http = desk.Http();

        using var answer = await http.PostAsync("/v1/chat/completions", Ask("no-such-model"), Stop);

        (await answer.Content.ReadAsStringAsync(Stop)).ShouldContain("There is no model or route `no-such-model` that this key can reach");
    }

    [Fact]
    public async Task A_key_that_the_server_lacks_is_the_servers_fault_and_not_the_requests()
    {
        using var http = desk.Http(await desk.MakeKeyAsync("keyless", Stop));

        using var answer = await http.PostAsync("/v1/chat/completions", Ask("keyless"), Stop);

        (answer.StatusCode, answer.Headers.GetValues("x-lanekeeper-problem").Single()).ShouldBe((HttpStatusCode.BadGateway, "models.missing-key"));
        answer.Headers.GetValues("x-should-retry").Single().ShouldBe("false");
    }

    [Theory]
    [InlineData(201)]
    [InlineData(64)]
    [InlineData(0)]
    public async Task A_workflow_that_is_no_name_is_refused_by_its_headers_name(int length)
    {
        using var http = desk.Http();
        http.DefaultRequestHeaders.Add("X-Lanekeeper-Workflow", length == 0 ? "Two words" : new string('a', length));

        using var answer = await http.PostAsync("/v1/chat/completions", Ask(AppDesk.Chat), Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(Stop)).ShouldContain("X-Lanekeeper-Workflow");
    }

    [Theory]
    [InlineData("X-Lanekeeper-Session")]
    [InlineData("x-claude-code-session-id")]
    public async Task A_long_session_is_kept_cut_to_200_characters(string header)
    {
        var app = header.ToLowerInvariant();
        using var http = desk.Http(await desk.MakeKeyAsync(app, Stop));
        http.DefaultRequestHeaders.Add(header, "s-" + new string('x', 300));

        (await http.PostAsync("/v1/chat/completions", Ask(AppDesk.Chat), Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await desk.CallsAsync(app, Stop)).ShouldHaveSingleItem().SessionId.ShouldBe("s-" + new string('x', 198));
    }

    [Fact]
    public async Task A_stream_that_its_provider_cuts_has_no_end_and_is_one_line_of_the_log()
    {
        using var http = desk.Http(await desk.MakeKeyAsync("cut-short", Stop));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = Ask("fault-cut", isStream: true) };

        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
        await Should.ThrowAsync<HttpIOException>(() => ReadAsync(answer));

        var call = (await desk.CallsAsync("cut-short", Stop)).ShouldHaveSingleItem();
        await Patiently.AskAsync(() => Task.FromResult(desk.Server.Words), said => said.Contains(call.Id.ToString(), StringComparison.Ordinal), Stop);

        // A later request's line comes behind whatever the server had to say of this one.
        using var refused = await http.PostAsync("/v1/chat/completions", Ask("fault-500"), Stop);
        var later = refused.Headers.GetValues("x-lanekeeper-call-id").Single();
        var words = await Patiently.AskAsync(() => Task.FromResult(desk.Server.Words), said => said.Contains(later, StringComparison.Ordinal), Stop);
        words.ShouldNotContain("unhandled exception");
        words.ShouldNotContain("CutStreamException");
    }

    private static async Task ReadAsync(HttpResponseMessage answer)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(Stop);
        await body.CopyToAsync(Stream.Null, Stop);
    }

    private static StringContent Ask(string model, bool isStream = false) =>
        new($$"""{"model":"{{model}}","stream":{{(isStream ? "true" : "false")}},"messages":[{"role":"user","content":"How are you?"}]}""", Encoding.UTF8, "application/json");
}
