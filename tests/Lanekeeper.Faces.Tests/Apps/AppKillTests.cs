using System.Collections.Concurrent;
using System.Text;
using Lanekeeper.Ledger;
using Lanekeeper.Testing;

namespace Lanekeeper.Faces.Tests.Apps;

/// <summary>The program is killed again and again while apps call through it: nothing that was answered, and nothing that was asked, is without its row.</summary>
public sealed class AppKillTests(AppDesk desk) : IClassFixture<AppDesk>
{
    private const int Lives = 10;
    private const int Callers = 16;
    private const int AnswersOfLife = 60;

    private readonly ConcurrentBag<Guid> _answered = [];
    private int _number;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_ten_times_under_load_every_answer_has_its_final_row_and_every_request_its_intent()
    {
        var key = await desk.MakeKeyAsync("killed", Stop);
        for (var life = 1; life <= Lives; life++)
        {
            var enough = new Signal();
            var callers = Enumerable.Range(0, Callers).Select(_ => CallUntilKilledAsync(key, _answered.Count + AnswersOfLife, enough)).ToList();
            await enough.WaitAsync(Stop);
            await desk.RestartAsync(Stop);
            await Task.WhenAll(callers);
        }

        var calls = await Patiently.AskAsync(() => CallsAsync(), all => all.All(call => call.State is not null), Stop);

        var states = calls.ToDictionary(call => call.Id, call => call.State);
        _answered.Count.ShouldBeGreaterThanOrEqualTo(Lives * AnswersOfLife);
        _answered.ShouldAllBe(id => states[id] == CallState.Answered);
        var asked = desk.Provider.Attempts.Where(attempt => attempt.Ids.ContainsKey("traceparent")).Select(attempt => attempt.Ids["traceparent"].Split('-')[1]).ToList();
        asked.Count.ShouldBeGreaterThanOrEqualTo(_answered.Count);
        asked.Except(calls.Select(call => call.TraceId)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_asked_under_a_key_when_the_program_was_killed_is_not_asked_again_and_its_call_is_named()
    {
        using var http = desk.Http(await desk.MakeKeyAsync("lost", Stop));
        http.DefaultRequestHeaders.Add("Idempotency-Key", "order-17");
        var asking = AskAsync(http);
        await desk.Provider.WaitForAsync(attempt => attempt.Model == "fault-silence", Stop);
        await desk.RestartAsync(Stop);
        await Should.ThrowAsync<HttpRequestException>(asking);

        using var again = desk.Http(http.DefaultRequestHeaders.Authorization!.Parameter);
        again.DefaultRequestHeaders.Add("Idempotency-Key", "order-17");
        using var answer = await AskAsync(again);

        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.Conflict);
        answer.Headers.GetValues("x-lanekeeper-problem").ShouldBe(["idempotency.consumed"]);
        var call = (await desk.CallsAsync("lost", Stop)).ShouldHaveSingleItem();
        (await answer.Content.ReadAsStringAsync(Stop)).ShouldContain(call.Id.ToString());
        desk.Provider.Attempts.Count(attempt => attempt.Model == "fault-silence").ShouldBe(1);

        static Task<HttpResponseMessage> AskAsync(HttpClient http) =>
            http.PostAsync("/v1/chat/completions", new StringContent("""{"model":"silent","messages":[{"role":"user","content":"Go on."}]}""", Encoding.UTF8, "application/json"), Stop);
    }

    private async Task CallUntilKilledAsync(string key, int enoughAnswers, Signal enough)
    {
        using var http = desk.Http(key);
        try
        {
            while (true)
            {
                var stream = Interlocked.Increment(ref _number) % 2 == 0;
                using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions");
                request.Content = new StringContent($$"""{"model":"{{AppDesk.Chat}}","stream":{{(stream ? "true" : "false")}},"messages":[{"role":"user","content":"Go on."}]}""", Encoding.UTF8, "application/json");
                request.Headers.Add("traceparent", $"00-{Guid.NewGuid():N}-b7ad6b7169203331-01");
                using var answer = await http.SendAsync(request, Stop);
                var text = await answer.Content.ReadAsStringAsync(Stop);
                if (answer.IsSuccessStatusCode && (!stream || text.EndsWith("data: [DONE]\n\n", StringComparison.Ordinal)))
                {
                    _answered.Add(Guid.Parse(answer.Headers.GetValues("x-lanekeeper-call-id").Single()));
                }

                if (_answered.Count >= enoughAnswers)
                {
                    enough.Raise();
                }
            }
        }
        catch (HttpRequestException)
        {
            // Killed; what was answered until then is in the bag.
            enough.Raise();
        }
    }

    private async Task<List<CallRow>> CallsAsync()
    {
        var all = new List<CallRow>();
        var after = "";
        do
        {
            var page = (await desk.Server.Client.GetAsync<Page<CallRow>>($"{ApiPaths.Calls}?workflow=killed&size=200{after}", Stop)).Value;
            all.AddRange(page.Items);
            after = page.Next is null ? "" : $"&after={page.Next}";
        }
        while (after.Length > 0);

        return all;
    }
}
