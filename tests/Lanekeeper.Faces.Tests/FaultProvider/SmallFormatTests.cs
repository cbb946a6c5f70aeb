using System.Buffers.Binary;
using System.Text.Json.Nodes;
using Lanekeeper.FaultProvider;
using static Lanekeeper.Faces.Tests.FaultProvider.ProviderClient;

namespace Lanekeeper.Faces.Tests.FaultProvider;

public sealed class SmallFormatTests : FaultProviderTests
{
    [Fact]
    public async Task Vectors_are_the_same_as_numbers_and_in_base64_and_near_where_words_are_shared()
    {
        var floats = await JsonAsync(await EmbedAsync("text-embedding-3-small", "refund of my order", "a refund for an order", "weather in the mountains"));
        var body = Embed("text-embedding-3-small", "refund of my order");
        body["encoding_format"] = "base64";
        var packed = Convert.FromBase64String((string)(await JsonAsync(await _client.OpenAiAsync("v1/embeddings", body)))["data"]![0]!["embedding"]!);

        var vectors = floats["data"]!.AsArray().Select(item => item!["embedding"]!.AsArray().Select(value => (float)value!).ToArray()).ToList();
        vectors.ShouldAllBe(vector => vector.Length == 1536);
        Enumerable.Range(0, packed.Length / 4).Select(n => BinaryPrimitives.ReadSingleLittleEndian(packed.AsSpan(n * 4))).ShouldBe(vectors[0]);
        Nearness(vectors[0], vectors[0]).ShouldBe(1, 0.001);
        Nearness(vectors[0], vectors[1]).ShouldBeGreaterThan(Nearness(vectors[0], vectors[2]) + 0.2);
        floats["usage"]!.AsObject().Select(pair => pair.Key).ShouldBe(["prompt_tokens", "total_tokens"]);
        _server.Attempts[0].Format.ShouldBe("embeddings");
    }

    [Fact]
    public async Task Formats_without_words_fail_too()
    {
        ((string?)(await JsonAsync(await EmbedAsync("fault-429", "a")))["error"]!["code"]).ShouldBe("rate_limit_exceeded");
        (await JsonAsync(await EmbedAsync("fault-misfit", "a")))["data"]![0]!["embedding"]!.AsArray().Count.ShouldBe(1535);
        ((int)(await _client.OpenAiAsync("v1/embeddings", new JsonObject { ["model"] = "m", ["input"] = new JsonArray() })).StatusCode).ShouldBe(400);
        ((int)(await CountAsync("fault-529")).StatusCode).ShouldBe(529);
        _server.Script(new Behaviour { Do = FaultKind.Huge, Bytes = 100_000 });
        (await CountAsync("claude-haiku-4-5")).Content.Headers.ContentLength!.Value.ShouldBeGreaterThan(100_000);
        ((int)(await JsonAsync(await CountAsync("claude-haiku-4-5")))["input_tokens"]!).ShouldBeGreaterThan(5);
        ((int)(await _client.AnthropicAsync("v1/messages/count_tokens", Message("claude-haiku-4-5"))).StatusCode).ShouldBe(400);
    }

    [Fact]
    public async Task Each_caller_sees_models_in_the_shape_it_knows()
    {
        var anthropic = await JsonAsync(await _client.SendAsync(HttpMethod.Get, "v1/models?limit=1000", ("x-api-key", "k"), ("anthropic-version", "2023-06-01")));
        var openAi = await JsonAsync(await _client.SendAsync(HttpMethod.Get, "v1/models", ("Authorization", "Bearer k")));
        var hello = await _client.SendAsync(HttpMethod.Head, "api/hello");

        ((string?)anthropic["data"]![0]!["type"]).ShouldBe("model");
        ((string?)anthropic["first_id"]).ShouldBe("fault-ok");
        ((string?)openAi["object"]).ShouldBe("list");
        ((int)hello.StatusCode).ShouldBe(200);
    }

    [Fact]
    public async Task A_judge_keeps_the_head_without_its_credential_and_counts_for_good()
    {
        await _client.ChatAsync(Chat("gpt-4.1", "hello"), key: "sk-secret");
        _server.ClearAttempts();
        await _client.ChatAsync(Chat("gpt-4.1", "hello"), key: "sk-secret");

        var head = _server.HeadOf(_server.Attempts.ShouldHaveSingleItem().Number)!;
        head.ShouldContain(header => header.Key == "Idempotency-Key" && header.Value == "one");
        head.ShouldContain(header => header.Key == "Authorization" && header.Value == "(hidden)");
        var counts = JsonNode.Parse(await _client.GetAsync("_/counts"))!;
        ((int)counts["begun"]!).ShouldBe(1);
        counts["ended"]!.AsArray().ShouldHaveSingleItem()!.ToJsonString()
            .ShouldBe("""{"format":"chat","stream":false,"model":"gpt-4.1","did":"ok","status":200,"outcome":"sent","count":1}""");
    }

    [Fact]
    public async Task A_quiet_log_keeps_counts_only_and_attempts_that_come_at_once_are_all_counted()
    {
        await using var server = await FaultServer.StartAsync(new FaultServerOptions { QuietLog = true }, TestContext.Current.CancellationToken);
        using var client = new ProviderClient(server);

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ => await JsonAsync(await client.ChatAsync(Chat("gpt-4.1")))));

        answers.Select(answer => (string?)answer["id"]).Distinct().Count().ShouldBe(100);
        server.Attempts.ShouldBeEmpty();
        var counts = JsonNode.Parse(await client.GetAsync("_/counts"))!;
        ((int)counts["ended"]![0]!["count"]!).ShouldBe(100);
        ((int)counts["pending"]!).ShouldBe(0);
    }

    private static double Nearness(float[] one, float[] other) => one.Zip(other, (a, b) => (double)a * b).Sum();

    private static JsonObject Embed(string model, params string[] texts) =>
        new() { ["model"] = model, ["input"] = new JsonArray([.. texts.Select(text => (JsonNode)text)]) };

    private Task<HttpResponseMessage> EmbedAsync(string model, params string[] texts) => _client.OpenAiAsync("v1/embeddings", Embed(model, texts));

    private Task<HttpResponseMessage> CountAsync(string model) => _client.AnthropicAsync("v1/messages/count_tokens", Chat(model));
}
