using Lanekeeper.Permissions.Authenticating;
using Lanekeeper.Storage;
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

    [Fact]
    public async Task Who_came_lately_is_asked_about_ahead_and_need_not_wait()
    {
        await _beliefs.AskAsync(1, _ => Say("old"));
        for (var second = 0; second < 5; second++)
        {
            _time.Advance(Beliefs<int, string>.Fresh / 2);
            await AskAheadAsync((1, $"said {second}"));
        }

        (await _beliefs.AskAsync(1, _ => Say("never"))).Fact.ShouldBe("said 4");
    }

    [Fact]
    public async Task Who_is_asked_about_ahead_and_is_nobody_any_more_is_believed_no_longer()
    {
        await _beliefs.AskAsync(1, _ => Say("known"));
        _time.Advance(Beliefs<int, string>.Fresh / 2);

        await AskAheadAsync();

        (await _beliefs.AskAsync(1, _ => Say(null))).Fact.ShouldBeNull();
    }

    [Fact]
    public async Task Nobody_is_asked_about_ahead_who_was_asked_about_just_now_or_has_not_come_for_long()
    {
        await _beliefs.AskAsync(1, _ => Say("known"));
        (await AskAheadAsync((1, "new"))).ShouldBeEmpty();

        var came = _time.GetUtcNow();
        _time.Advance(IAskedAhead.InUse - Beliefs<int, string>.Fresh);
        (await AskAheadAsync((1, "new"))).ShouldBe([new Seen<int>(1, came)]);

        _time.Advance(Beliefs<int, string>.Fresh);
        (await AskAheadAsync((1, "newer"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_learned_or_forgotten_while_it_is_asked_ahead_stays_so()
    {
        await _beliefs.AskAsync(1, _ => Say("forgotten"));
        await _beliefs.AskAsync(2, _ => Say("old"));
        _time.Advance(Beliefs<int, string>.Fresh);

        await AskAheadAsync(
            async () =>
            {
                _beliefs.Forget(1);
                await _beliefs.AskAsync(2, _ => Say("learned"));
            },
            (1, "said before"),
            (2, "said before"));

        (await _beliefs.AskAsync(1, _ => Say("asked"))).Fact.ShouldBe("asked");
        (await _beliefs.AskAsync(2, _ => Say("never"))).Fact.ShouldBe("learned");
    }

    private Task<IReadOnlyList<Seen<int>>> AskAheadAsync(params (int Key, string Fact)[] facts) => AskAheadAsync(() => Task.CompletedTask, facts);

    /// <returns>Who was asked about.</returns>
    private async Task<IReadOnlyList<Seen<int>>> AskAheadAsync(Func<Task> meanwhile, params (int Key, string Fact)[] facts)
    {
        IReadOnlyList<Seen<int>> asked = [];
        await _beliefs.AskAheadAsync(async (seen, _) =>
        {
            asked = seen;
            await meanwhile();
            return facts.ToDictionary(fact => fact.Key, fact => fact.Fact);
        });
        return asked;
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
