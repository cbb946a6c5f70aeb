using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Lanekeeper.FaultProvider;

namespace Lanekeeper.Faces.Tests.Apps;

/// <summary>Bodies that come or go in ways that are not the usual one.</summary>
public sealed class BodyTests(AppDesk desk) : IClassFixture<AppDesk>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/v1/chat/completions", "server_error")]
    [InlineData("/anthropic/v1/messages", "timeout_error")]
    public async Task A_body_that_comes_too_slowly_is_a_408_that_an_SDK_sends_again(string path, string type)
    {
        var key = await desk.MakeKeyAsync("slow", Stop);
        using var line = new TcpClient();
        await line.ConnectAsync(desk.Url.Host, desk.Url.Port, Stop);
        await using var stream = line.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\nContent-Length: 100\r\n\r\n{{\"model"), Stop);

        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync(Stop);

        answer.ShouldStartWith("HTTP/1.1 408 ");
        answer.ShouldNotContain("x-should-retry");
        var body = JsonElement.Parse(answer[answer.IndexOf("\r\n\r\n", StringComparison.Ordinal)..]).GetProperty("error");
        body.GetProperty("type").GetString().ShouldBe(type);
        body.GetProperty("message").GetString()!.ShouldNotContain("MinRequestBodyDataRate");
    }

    [Fact]
    public async Task A_large_body_that_would_take_hours_to_come_keeps_nobody_out()
    {
        var key = await desk.MakeKeyAsync("trickle", Stop);
        using var line = new TcpClient();
        await line.ConnectAsync(desk.Url.Host, desk.Url.Port, Stop);
        await using var stream = line.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\nContent-Length: {30 * 1024 * 1024}\r\n\r\n{new string(' ', 50_000)}"), Stop);

        using var reader = new StreamReader(stream);

        (await reader.ReadToEndAsync(Stop)).ShouldStartWith("HTTP/1.1 408 ");
    }

    [Fact]
    public async Task A_stream_that_is_cut_never_ends_well_for_who_speaks_HTTP_1_0()
    {
        const string Words = "Cut it for an old proxy";
        desk.Provider.Script(new Behaviour { Do = FaultKind.Cut, Contains = Words });
        var body = $$"""{"model":"{{AppDesk.Chat}}","stream":true,"messages":[{"role":"user","content":"{{Words}}"}]}""";
        var key = await desk.MakeKeyAsync("old", Stop);
        using var line = new TcpClient();
        await line.ConnectAsync(desk.Url.Host, desk.Url.Port, Stop);
        await using var stream = line.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /v1/chat/completions HTTP/1.0\r\nAuthorization: Bearer {key}\r\nContent-Length: {body.Length}\r\n\r\n{body}"), Stop);

        using var reader = new StreamReader(stream);

        await Should.ThrowAsync<IOException>(async () => await reader.ReadToEndAsync(Stop));
        (await desk.CallsAsync("old", Stop)).ShouldHaveSingleItem().FailureCode.ShouldBe("models.connection-lost");
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_named_so_as_Anthropic_does()
    {
        using var http = desk.Http(await desk.MakeKeyAsync("large", Stop));

        using var answer = await http.PostAsync("/anthropic/v1/messages", new ByteArrayContent(new byte[(32 * 1024 * 1024) + 1]), Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("error").GetProperty("type").GetString().ShouldBe("request_too_large");
    }

    [Theory]
    [InlineData("/v1/chat/completions", "chat", "invalid_request_error")]
    [InlineData("/anthropic/v1/messages", "claude", "request_too_large")]
    public async Task A_body_that_becomes_too_large_by_the_models_full_name_is_too_large_as_well(string path, string model, string type)
    {
        using var http = desk.Http(await desk.MakeKeyAsync("brimful", Stop));
        var body = $$"""{"model":"{{model}}","max_tokens":9,"messages":[{"role":"user","content":"How are you?"}]}""".PadRight(32 * 1024 * 1024);

        using var answer = await http.PostAsync(path, new StringContent(body, Encoding.ASCII, "application/json"), Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("error").GetProperty("type").GetString().ShouldBe(type);
    }

    [Theory]
    [InlineData("identity", HttpStatusCode.OK)]
    [InlineData("Identity", HttpStatusCode.OK)]
    [InlineData("gzip", HttpStatusCode.BadRequest)]
    [InlineData("identity, gzip", HttpStatusCode.BadRequest)]
    public async Task A_body_that_says_that_it_is_not_compressed_is_taken(string encoding, HttpStatusCode status)
    {
        using var http = desk.Http(await desk.MakeKeyAsync("plain", Stop));
        using var body = JsonContent.Create(new { model = AppDesk.Chat, messages = new[] { new { role = "user", content = "How are you?" } } });
        body.Headers.TryAddWithoutValidation("content-encoding", encoding);

        using var answer = await http.PostAsync("/v1/chat/completions", body, Stop);

        answer.StatusCode.ShouldBe(status);
    }
}
