using Lanekeeper.Permissions.Authenticating;
using Lanekeeper.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lanekeeper.Rooms.Tests.Permissions.Authenticating;

public sealed class BeliefsTests
{
    private readonly ManualTime _time = new();
    private readonly Beliefs<int, string> _beliefs;
    private int _asked;

    public BeliefsTests() => _beliefs = new(new("The database says", _time, NullLogger.Instance), _time);

    [Fact]
    public async Task Of_many_who_want_to_know_again_one_asks_and_the_others_believe_what_was_said_last()
    {
        await _beliefs.AskAsync(1, _ => Say("old"));
        _time.Advance(Beliefs<int, string>.Fresh);
        var slow = new TaskCompletionSource<string?>();
        var asking = _beliefs.AskAsync(1, _ => Wait(slow));

        (await _beliefs.AskAsync(1, _ => Say("never"))).Fact.ShouldBe("old");
        slow.SetResult("new");

        (await asking).Fact.ShouldBe("new");
        (await _beliefs.AskAsync(1, _ => Say("never"))).Fact.ShouldBe("new");
        _asked.ShouldBe(2);
    }

    [Fact]
    public async Task A_database_that_stands_still_is_not_waited_for_and_learned_from_when_it_goes_on()
    {
        await _beliefs.AskAsync(1, _ => Say("known"));
        _time.Advance(Beliefs<int, string>.Fresh);
        var frozen = new TaskCompletionSource<string?>();
        var asking = _beliefs.AskAsync(1, _ => Wait(frozen));

        _time.Advance(TimeSpan.FromSeconds(1));
        var answer = await Patiently.AwaitAsync(asking, TestContext.Current.CancellationToken);
        (answer.Fact, answer.Away is TimeoutException).ShouldBe(("known", true));

        frozen.SetResult(null);
        (await _beliefs.AskAsync(1, _ => Say(null))).Fact.ShouldBeNull();
    }

    [Fact]
    public async Task While_the_database_answers_nobody_believes_what_was_said_long_ago()
    {
        await _beliefs.AskAsync(1, _ => Say("revoked since"));
        _time.Advance(TimeSpan.FromMinutes(50));
        var slow = new TaskCompletionSource<string?>();
        var asking = _beliefs.AskAsync(1, _ => Wait(slow));

        (await _beliefs.AskAsync(1, _ => Say(null))).Fact.ShouldBeNull();
        slow.SetResult(null);
        (await asking).Fact.ShouldBeNull();
    }

    [Fact]
    public async Task While_nobody_answers_one_asks_and_the_others_believe_what_was_said_last()
    {
        await _beliefs.AskAsync(1, _ => Say("known"));
        _time.Advance(TimeSpan.FromMinutes(50));
        var asking = _beliefs.AskAsync(1, _ => Wait(new()));
        _time.Advance(TimeSpan.FromSeconds(1));
        await asking;

        (await _beliefs.AskAsync(1, _ => Say("never"))).Fact.ShouldBe("known");
        _asked.ShouldBe(2);
    }

    [Fact]
    public async Task That_the_database_is_away_is_news_once_until_it_answers_again()
    {
        async Task<string> AskAsync(bool isAway)
        {
            _time.Advance(Beliefs<int, string>.Fresh);
            var answer = await _beliefs.AskAsync(1, _ => isAway ? throw new TimeoutException() : Say("known"));
            return $"{answer.Fact} {answer.Away is not null} {answer.IsNews}";
        }

        (await AskAsync(isAway: false)).ShouldBe("known False False");
        (await AskAsync(isAway: true)).ShouldBe("known True True");
        (await AskAsync(isAway: true)).ShouldBe("known True False");
        (await AskAsync(isAway: false)).ShouldBe("known False False");
        (await AskAsync(isAway: true)).ShouldBe("known True True");
    }

    [Fact]
    public async Task Nobody_is_believed_longer_than_an_hour()
    {
        await _beliefs.AskAsync(1, _ => Say("known"));
        _time.Advance(Beliefs<int, string>.KeptWhileAway);

        (await _beliefs.AskAsync(1, _ => Say("asked"))).Fact.ShouldBe("asked");
    }

    private Task<string?> Say(string? fact)
    {
        _asked++;
        return Task.FromResult(fact);
    }

    private Task<string?> Wait(TaskCompletionSource<string?> coming)
    {
        _asked++;
        return coming.Task;
    }
}
