using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Lanekeeper.FaultProvider;

namespace Lanekeeper.Faces.Tests.FaultProvider;

/// <summary>A plain client in both formats: what is under test is what goes over the wire.</summary>
internal sealed class ProviderClient(FaultServer server) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = server.Address };

    public void Dispose() => _http.Dispose();

    public static JsonObject Chat(string model, string words = "Where is my refund?") => new()
    {
        ["model"] = model,
        ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = words }),
    };

    public static JsonObject Message(string model, string words = "Where is my refund?")
    {
        var body = Chat(model, words);
        body["max_tokens"] = 1024;
        return body;
    }

    public Task<HttpResponseMessage> ChatAsync(JsonNode body, string? key = "sk-test", CancellationToken? cancellation = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions") { Content = JsonContent.Create(body) };
        if (key is not null)
        {
            request.Headers.Add("Authorization", "Bearer " + key);
        }

        request.Headers.Add("Idempotency-Key", "one");
        return _http.SendAsync(request, cancellation ?? TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> MessageAsync(JsonNode body, string? key = "sk-ant-test")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "v1/messages") { Content = JsonContent.Create(body) };
        request.Headers.Add("anthropic-version", "2023-06-01");
        if (key is not null)
        {
            request.Headers.Add("x-api-key", key);
        }

        return _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Any of OpenAI's formats, by its path.</summary>
    public Task<HttpResponseMessage> OpenAiAsync(string path, JsonNode body) => SendAsync(path, body, ("Authorization", "Bearer sk-test"));

    /// <summary>Any of Anthropic's formats, by its path.</summary>
    public Task<HttpResponseMessage> AnthropicAsync(string path, JsonNode body) => SendAsync(path, body, ("x-api-key", "sk-ant-test"), ("anthropic-version", "2023-06-01"));

    public Task<HttpResponseMessage> ReplayAsync(JsonNode recording) => SendAsync("_/replay", recording);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params ReadOnlySpan<(string Name, string Value)> headers) =>
        SendAsync(new HttpRequestMessage(method, path), headers);

    public Task<HttpResponseMessage> ScriptAsync(string json) =>
        _http.PostAsync("_/script", new StringContent(json), TestContext.Current.CancellationToken);

    public Task<string> GetAsync(string path) => _http.GetStringAsync(path, TestContext.Current.CancellationToken);

    private Task<HttpResponseMessage> SendAsync(string path, JsonNode body, params ReadOnlySpan<(string Name, string Value)> headers) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) }, headers);

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, ReadOnlySpan<(string Name, string Value)> headers)
    {
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static async Task<List<SseItem<string>>> EventsAsync(HttpResponseMessage response)
    {
        var events = new List<SseItem<string>>();
        await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync())
        {
            events.Add(item);
        }

        return events;
    }

    public static async Task<JsonNode> JsonAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
}
