using Lanekeeper.Models;
using Lanekeeper.Models.Calling;
using Lanekeeper.Project;
using Lanekeeper.Testing;

namespace Lanekeeper.Rooms.Tests.Models.Calling;

public sealed class BreakerTests : IDisposable
{
    private static readonly Uri Address = new("https://api.example.com/v1/responses");
    private static readonly ModelDefinition Model = new("m", ModelProvider.OpenAI, "gpt");
    private static readonly ModelsOptions Options = new() { BreakerFailures = 3, BreakerPause = TimeSpan.FromSeconds(30) };

    private readonly ManualTime _time = new();
    private readonly LogCatcher _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public void After_some_failures_in_a_row_it_is_left_alone_and_then_asked_by_one()
    {
        var breaker = Tripped();
        Ask(breaker).Wait.ShouldBe(TimeSpan.FromSeconds(30));

        _time.Advance(TimeSpan.FromSeconds(30));
        Ask(breaker).IsProbe.ShouldBeTrue();
        Ask(breaker).Wait.ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void One_answer_brings_it_back_for_all()
    {
        var breaker = Tripped();
        _time.Advance(TimeSpan.FromSeconds(30));
        breaker.End(Address, Model, Ask(breaker), isDown: false);

        Enumerable.Range(0, 5).Select(_ => Ask(breaker)).ShouldAllBe(turn => turn.Wait == null && !turn.IsProbe);
    }

    [Fact]
    public void A_probe_that_never_reached_it_gives_its_turn_to_the_next()
    {
        var breaker = Tripped();
        _time.Advance(TimeSpan.FromSeconds(30));
        breaker.End(Address, Model, Ask(breaker), isDown: null);

        Ask(breaker).IsProbe.ShouldBeTrue();
    }

    [Fact]
    public void Failures_that_are_not_in_a_row_trip_nothing()
    {
        var breaker = Make();
        foreach (var isDown in new[] { true, true, false, true, true })
        {
            breaker.End(Address, Model, Ask(breaker), isDown);
        }

        Ask(breaker).Wait.ShouldBeNull();
    }

    [Fact]
    public void An_outage_of_a_minute_with_fifteen_requests_of_three_tries_each_reaches_it_four_times()
    {
        var (breaker, reached) = (Make(), 0);
        for (var request = 0; request < 15; request++)
        {
            for (var tries = 0; tries < 3 && Ask(breaker) is { Wait: null } turn; tries++)
            {
                reached++;
                breaker.End(Address, Model, turn, isDown: true);
            }

            _time.Advance(TimeSpan.FromSeconds(4));
        }

        reached.ShouldBe(4);
    }

    [Fact]
    public void That_a_provider_is_left_alone_and_that_it_is_back_is_said_once()
    {
        var breaker = Tripped();
        _time.Advance(TimeSpan.FromSeconds(30));
        breaker.End(Address, Model, Ask(breaker), isDown: true);
        _time.Advance(TimeSpan.FromSeconds(30));
        breaker.End(Address, Model, Ask(breaker), isDown: false);
        breaker.End(Address, Model, Ask(breaker), isDown: false);

        _log.Lines.Select(line => line.Trim()).ShouldBe(
        [
            $"{Model.Name} at {Address.GetLeftPart(UriPartial.Path)} failed 3 times in a row: it is left alone, and asked by one call every 30 s until one is answered.",
            $"{Model.Name} at {Address.GetLeftPart(UriPartial.Path)} answers again.",
        ]);
    }

    private Breaker Make() => new(Options, _time, _log.Of<Breaker>());

    private Breaker Tripped()
    {
        var breaker = Make();
        for (var i = 0; i < 3; i++)
        {
            breaker.End(Address, Model, Ask(breaker), isDown: true);
        }

        return breaker;
    }

    private static BreakerTurn Ask(Breaker breaker) => breaker.Ask(Address, Model);
}
