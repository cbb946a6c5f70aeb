using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lanekeeper.FaultProvider;
using static Lanekeeper.Faces.Tests.FaultProvider.ProviderClient;

namespace Lanekeeper.Faces.Tests.FaultProvider;

public sealed class ReplayTests : FaultProviderTests
{
    [Theory]
    [InlineData("")]
    [InlineData("@every-1")]
    [InlineData("@at-3-17-4000")]
    [InlineData("-2026-01-01")]
    public async Task A_recording_goes_out_as_it_was_taken_wherever_it_is_cut(string how)
    {
        var body = Encoding.UTF8.GetBytes("data: {\"é\":1}\r\n\r\n: a comment\n\ndata: [DONE]\n\n");
        await _client.ReplayAsync(Recording("tale", body, 218, ("content-type", "text/event-stream"), ("x-ms-served-model", "gpt-5-nano-2025-08-07"), ("transfer-encoding", "chunked")));

        var response = await _client.ChatAsync(Chat("replay-tale" + how));

        ((int)response.StatusCode).ShouldBe(218);
        (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBe(body);
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/event-stream");
        response.Headers.GetValues("x-ms-served-model").ShouldBe(["gpt-5-nano-2025-08-07"]);
        response.Headers.Contains("x-request-id").ShouldBeFalse("only what was recorded is said");
        (_server.Attempts[^1].Did, _server.Attempts[^1].Status, _server.Attempts[^1].Outcome).ShouldBe(("replay", 218, Outcome.Sent));
    }

    [Fact]
    public async Task A_recording_that_cannot_be_kept_or_found_is_told()
    {
        var nameless = await _client.ReplayAsync(Recording("not a name", [1]));
        var elsewhere = Recording("count", [1]);
        elsewhere["format"] = "count_tokens";
        await _client.ReplayAsync(elsewhere);

        ((string?)(await JsonAsync(nameless))["error"]).ShouldStartWith("name: 'not a name' cannot be part of a model's name");
        ((string?)(await JsonAsync(await _client.ChatAsync(Chat("replay-nothing"))))["error"]!["message"]).ShouldStartWith("There is no recording 'nothing'");
        ((string?)(await JsonAsync(await _client.ChatAsync(Chat("replay-count"))))["error"]!["message"]).ShouldBe("The recording 'count' is of the format count_tokens, and chat was asked for.");
    }

    [Fact]
    public async Task A_folder_of_recordings_is_served_byte_for_byte()
    {
        var folder = Path.Combine(Environment.GetEnvironmentVariable("LANEKEEPER_TESTDATA") ?? "", "wire-fixtures");
        if (!Directory.Exists(folder))
        {
            Assert.Skip("LANEKEEPER_TESTDATA does not name the folder of recordings.");
        }

        await using var server = await FaultServer.StartAsync(new FaultServerOptions { Recordings = folder }, TestContext.Current.CancellationToken);
        using var client = new ProviderClient(server);
        var taken = 0;
        foreach (var line in await File.ReadAllLinesAsync(Path.Combine(folder, "index.jsonl"), TestContext.Current.CancellationToken))
        {
            var about = JsonDocument.Parse(line).RootElement;
            if (Ask(client, about.GetProperty("api").GetString()!, "replay-" + about.GetProperty("id").GetString() + "@every-997") is { } asked)
            {
                var response = await asked;
                ((int)response.StatusCode).ShouldBe(about.GetProperty("status").GetInt32(), about.GetProperty("id").GetString());
                (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))
                    .ShouldBe(await File.ReadAllBytesAsync(Path.Combine(folder, about.GetProperty("response_file").GetString()!), TestContext.Current.CancellationToken));
                taken++;
            }
        }

        taken.ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task A_folder_that_leads_elsewhere_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory("recordings");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "index.jsonl"), """{"id":"a","api":"chat","response_file":"../../etc/hostname"}""", TestContext.Current.CancellationToken);

            var wrong = await Should.ThrowAsync<ArgumentException>(() => FaultServer.StartAsync(new FaultServerOptions { Recordings = folder.FullName }, TestContext.Current.CancellationToken));

            wrong.Message.ShouldContain("line 1: response_file: '../../etc/hostname' leads out of the folder");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<HttpResponseMessage>? Ask(ProviderClient client, string api, string model) => api switch
    {
        "chat" => client.ChatAsync(Chat(model)),
        "responses" => client.OpenAiAsync("v1/responses", new JsonObject { ["model"] = model, ["input"] = "hi" }),
        "embeddings" => client.OpenAiAsync("v1/embeddings", new JsonObject { ["model"] = model, ["input"] = "hi" }),
        "messages" => client.MessageAsync(Message(model)),
        "count_tokens" => client.AnthropicAsync("v1/messages/count_tokens", Chat(model)),
        _ => null,
    };

    private static JsonObject Recording(string name, byte[] body, int status = 200, params (string Name, string Value)[] headers) => new()
    {
        ["name"] = name,
        ["status"] = status,
        ["headers"] = new JsonObject(headers.Select(header => KeyValuePair.Create(header.Name, (JsonNode?)header.Value))),
        ["body"] = Convert.ToBase64String(body),
    };
}
