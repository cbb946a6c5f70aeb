using System.Collections.Concurrent;
using System.Text;
using Lanekeeper.Testing;

namespace Lanekeeper.Faces.Tests.Apps;

/// <summary>PostgreSQL is stopped under the real program while apps call through it.</summary>
public sealed class AppOutageTests : IAsyncLifetime
{
    private const int Callers = 8;
    private const int AnswersOfOutage = 300;

    private readonly ConcurrentBag<Guid> _answered = [];
    private readonly ConcurrentBag<string> _failed = [];
    private OwnPostgres _postgres = null!;
    private AppDesk _desk = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _postgres = await OwnPostgres.StartAsync(Stop);
        _desk = new AppDesk(new Dictionary<string, string> { ["LANEKEEPER_DATABASE_URL"] = _postgres.Url });
        await _desk.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    [Fact]
    public async Task Calls_go_on_while_the_database_is_away_and_afterwards_every_answer_has_its_rows_once_and_counts_once()
    {
        await _desk.DeployAsync("limits: { apps: { outage: { usd_per_day: 100, concurrent: 100 } } }\n", Stop);
        var key = await _desk.MakeKeyAsync("outage", Stop);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var callers = Enumerable.Range(0, Callers).Select(caller => CallAsync(key, isStream: caller % 2 == 0, enough.Token)).ToList();
        await AnswersAsync(50);

        await _postgres.StopAsync();
        await AnswersAsync(_answered.Count + AnswersOfOutage);
        await _postgres.ResumeAsync(Stop);
        await Patiently.AskAsync(() => Task.FromResult(Directory.GetFiles(Path.Combine(_desk.Data, "spool")).Length), files => files == 0, Stop);
        await AnswersAsync(_answered.Count + 50);
        await enough.CancelAsync();
        await Task.WhenAll(callers);

        _failed.ShouldBeEmpty();
        await using var database = _postgres.Open();
        var rows = await Patiently.AskAsync(
            () => database.FindAsync<(int Intents, int Finals, int Open)>(
                "select (select count(*)::int from ledger.call_intent), (select count(*)::int from ledger.call_final), (select count(*)::int from ledger.call_open)", null, Stop),
            found => found.Open == 0,
            Stop);
        rows.Intents.ShouldBe(rows.Finals);
        var answered = await database.QueryAsync<Guid>("select id from ledger.call_final where state = 'answered'", null, Stop);
        _answered.Except(answered).ShouldBeEmpty();
        answered.Count.ShouldBeInRange(_answered.Count, _answered.Count + Callers);
        var (spent, concurrent) = await database.FindAsync<(decimal, int)>("select day_usd, concurrent from ledger.meter where meter = 'app:outage'", null, Stop);
        var cost = await database.FindAsync<decimal>("select sum(cost_usd) from ledger.call_final where state = 'answered'", null, Stop);
        concurrent.ShouldBe(0);
        spent.ShouldBeGreaterThanOrEqualTo(cost);
    }

    private Task<int> AnswersAsync(int wished) => Patiently.AskAsync(() => Task.FromResult(_answered.Count), count => count >= wished || !_failed.IsEmpty, Stop);

    private async Task CallAsync(string key, bool isStream, CancellationToken enough)
    {
        using var http = _desk.Http(key);
        while (!enough.IsCancellationRequested)
        {
            using var content = new StringContent(
                $$"""{"model":"{{AppDesk.Chat}}","stream":{{(isStream ? "true" : "false")}},"messages":[{"role":"user","content":"Go on."}]}""", Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync("/v1/chat/completions", content, Stop);
            var text = await answer.Content.ReadAsStringAsync(Stop);
            if (answer.IsSuccessStatusCode && (!isStream || text.EndsWith("data: [DONE]\n\n", StringComparison.Ordinal)))
            {
                _answered.Add(Guid.Parse(answer.Headers.GetValues("x-lanekeeper-call-id").Single()));
            }
            else
            {
                _failed.Add($"{(int)answer.StatusCode} {text}");
            }
        }
    }
}
