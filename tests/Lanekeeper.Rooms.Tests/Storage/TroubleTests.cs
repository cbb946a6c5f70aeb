using Lanekeeper.Storage;
using Lanekeeper.Storage.Relaying;
using Lanekeeper.Testing;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Lanekeeper.Rooms.Tests.Storage;

public sealed class TroubleTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly LogCatcher _log = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _log.Dispose();

    [Fact]
    public void The_same_failure_is_news_once_and_its_end_is_one_line()
    {
        var trouble = Trouble();

        Enumerable.Range(0, 31).Select(_ => IsNews(trouble, "no host")).ShouldBe([true, .. Enumerable.Repeat(false, 30)]);
        _time.Advance(TimeSpan.FromSeconds(30.5));
        trouble.Over();
        trouble.Over();

        _log.Lines.Single().Trim().ShouldBe("The post is sorted again, after 00:00:31. Tries that failed: 31; not logged, being like one that was: 30.");
        IsNews(trouble, "no host").ShouldBeTrue();
    }

    [Fact]
    public void Failures_that_differ_are_each_news()
    {
        var trouble = Trouble();

        IsNews(trouble, "no host").ShouldBeTrue();
        IsNews(trouble, "no disk").ShouldBeTrue();
        IsNews(trouble, "no host").ShouldBeFalse();
        trouble.IsNews(new InvalidOperationException("no host", new TimeoutException())).ShouldBeTrue();
        trouble.IsNews(new InvalidOperationException("no host", new IOException())).ShouldBeTrue();
    }

    [Fact]
    public void The_same_words_from_another_place_are_news()
    {
        var trouble = Trouble();

        trouble.IsNews(Caught(() => throw new InvalidOperationException("none"))).ShouldBeTrue();
        trouble.IsNews(Caught(Elsewhere)).ShouldBeTrue();
        trouble.IsNews(Caught(Elsewhere)).ShouldBeFalse();
    }

    [Fact]
    public void A_database_that_goes_and_is_gone_is_one_outage_and_one_that_takes_nobody_another()
    {
        var trouble = Trouble();

        trouble.IsNews(Postgres("57P01")).ShouldBeTrue();
        trouble.IsNews(new TimeoutException()).ShouldBeFalse();
        trouble.IsNews(Postgres("57P03")).ShouldBeFalse();
        trouble.IsNews(new NpgsqlException("refused", Postgres("53300"))).ShouldBeTrue();
        trouble.IsNews(Postgres("53300")).ShouldBeFalse();
        trouble.IsNews(Postgres("25006")).ShouldBeTrue();
    }

    [Fact]
    public void More_failures_than_are_remembered_are_all_logged()
    {
        var trouble = Trouble();

        Enumerable.Range(0, 100).ShouldAllBe(number => IsNews(trouble, $"row {number} is bad"));
        IsNews(trouble, "row 99 is bad").ShouldBeTrue();
    }

    [Fact]
    public async Task What_fails_is_told_once_and_the_loop_goes_on_but_a_cancellation_ends_it()
    {
        var (trouble, told) = (Trouble(), new List<string>());

        for (var tries = 0; tries < 3; tries++)
        {
            await trouble.GuardAsync(() => throw new InvalidOperationException("no host"), failure => told.Add(failure.Message));
        }

        await Should.ThrowAsync<OperationCanceledException>(() => trouble.GuardAsync(() => throw new OperationCanceledException(), failure => told.Add(failure.Message)));
        told.ShouldBe(["no host"]);
        await trouble.GuardAsync(() => Task.CompletedTask, failure => told.Add(failure.Message));
        _log.Lines.Single().ShouldContain("Tries that failed: 3");
    }

    [Fact]
    public async Task A_database_that_is_away_is_logged_once_by_who_asks_for_it_each_second()
    {
        await using var postgres = await OwnPostgres.StartAsync(Token);
        await using var database = postgres.Open();
        using var relay = new WakeupRelay(database, new Wakeups(_time), _time, Logger<WakeupRelay>());
        await postgres.StopAsync();
        await relay.StartAsync(Token);
        for (var tries = 0; tries < 5; tries++)
        {
            await Patiently.AwaitAsync(_time.TimerMadeAsync(Token), Token);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        await Patiently.AwaitAsync(_time.TimerMadeAsync(Token), Token);
        _log.Lines.Count.ShouldBe(1);
        _log.Lines.Single().ShouldContain("Npgsql.NpgsqlException");

        await postgres.ResumeAsync(Token);
        _time.Advance(TimeSpan.FromSeconds(1));
        await Patiently.AskAsync(() => Task.FromResult(_log.Lines.Count), count => count == 2, Token);
        _log.Lines.Last().ShouldContain("News from other processes are heard again, after 00:00:06. Tries that failed: 6; not logged, being like one that was: 5.");
        await relay.StopAsync(Token);
    }

    private static bool IsNews(Trouble trouble, string words) => trouble.IsNews(new InvalidOperationException(words));

    private static PostgresException Postgres(string state) => new("no", "FATAL", "FATAL", state);

    private static void Elsewhere() => throw new InvalidOperationException("none");

    private static InvalidOperationException Caught(Action fail)
    {
        try
        {
            fail();
        }
        catch (InvalidOperationException failure)
        {
            return failure;
        }

        throw new InvalidOperationException("It did not fail.");
    }

    private Trouble Trouble() => new("The post is sorted", _time, _log.CreateLogger(""));

    private Logger<T> Logger<T>() => new(new LoggerFactory([_log]));
}
