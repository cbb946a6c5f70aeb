using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Lanekeeper.Ledger;

namespace Lanekeeper.Faces.Tests.Apps;

/// <summary>Routes through the whole program: what an app declares, what stands in, and where that is seen.</summary>
public sealed class RouteTests(AppDesk desk) : IClassFixture<AppDesk>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_declared_consequence_opens_the_envelope_and_everybody_sees_that_another_model_answered()
    {
        await desk.DeployAsync(
            $$"""
              standby: { provider: openai, model: gpt-4.1-nano-2025-04-14, base_url: '{{desk.Provider.OpenAiAddress}}', key: env:TEST_PROVIDER_KEY, context_tokens: 100000 }
            routes:
              careful:
                model: down
                attempts: 1
                rules:
                  - { when: { task: classify }, model: chat, reason: easy }
                fallback: { models: [standby] }

            """,
            Stop);
        var key = await desk.MakeKeyAsync("routed", Stop);

        using var easy = await AskAsync(key, ("X-Lanekeeper-Task", "classify"));
        using var open = await AskAsync(key, ("X-Lanekeeper-Consequence", "low"));
        using var closed = await AskAsync(key);
        using var wrong = await AskAsync(key, ("X-Lanekeeper-Consequence", "none"));

        (easy.StatusCode, Header(easy, "x-lanekeeper-route-reason"), Header(easy, "x-lanekeeper-degraded")).ShouldBe((HttpStatusCode.OK, "rule 1: easy", null));
        (open.StatusCode, Header(open, "x-lanekeeper-degraded")).ShouldBe((HttpStatusCode.OK, "fallback from down: models.server-error"));
        (closed.StatusCode, Header(closed, "x-lanekeeper-ruled-out")).ShouldBe(
            (HttpStatusCode.InternalServerError, "no model may stand in: the consequence is high, and nothing stands in above low"));
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await wrong.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("error").GetProperty("message").GetString()
            .ShouldBe("X-Lanekeeper-Consequence is `none`; expected one of low, medium, high.");

        var calls = await desk.CallsAsync("routed", Stop);
        calls.Select(call => (call.Purpose, call.Degraded)).ShouldBe(
            [(CallPurpose.Answer, null), (CallPurpose.Answer, null), (CallPurpose.Fallback, "fallback from down: models.server-error"), (CallPurpose.Answer, null)]);
        calls.ShouldAllBe(call => call.App == "routed" && call.Format == "openai.chat_completions" && call.Streamed == false);
    }

    private async Task<HttpResponseMessage> AskAsync(string key, params (string Name, string Value)[] headers)
    {
        using var http = desk.Http(key);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = new StringContent("""{"model":"careful","messages":[{"role":"user","content":"Hello"}]}""", Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await http.SendAsync(request, Stop);
    }

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? values.Single() : null;
}
