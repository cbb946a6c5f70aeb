using System.Collections.Concurrent;
using Lanekeeper.Storage;
using Lanekeeper.Testing;

namespace Lanekeeper.Rooms.Tests.Storage;

public sealed class GroupCommitTests : IDisposable
{
    private readonly List<int[]> _batches = [];
    private readonly SemaphoreSlim _open = new(0);
    private readonly Signal _entered = new();
    private readonly ManualTime _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _open.Dispose();

    [Fact]
    public async Task What_waits_meanwhile_is_written_as_one_batch_in_its_order()
    {
        await using var group = Make(WriteGatedAsync);
        var first = group.AddAsync(0, Token);
        await _entered.WaitAsync(Token);
        var others = Enumerable.Range(1, 5).Select(item => group.AddAsync(item, Token)).ToList();

        _open.Release(2);

        (await first).Value.ShouldBe("0 written");
        (await Task.WhenAll(others)).Select(result => result.Value).ShouldBe(["1 written", "2 written", "3 written", "4 written", "5 written"]);
        _batches.ShouldBe([[0], [1, 2, 3, 4, 5]]);
    }

    [Fact]
    public async Task One_poisoned_item_does_not_fail_its_neighbours()
    {
        await using var group = Make(WriteGatedAsync);
        var first = group.AddAsync(0, Token);
        await _entered.WaitAsync(Token);
        var good = new[] { 1, 2, 3 }.Select(item => group.AddAsync(item, Token)).ToList();
        var poison = group.AddAsync(-1, Token);
        var last = group.AddAsync(4, Token);

        _open.Release(100);

        (await Task.WhenAll([first, .. good, last])).ShouldAllBe(result => result.Problem == null);
        (await Should.ThrowAsync<InvalidOperationException>(() => poison)).Message.ShouldBe("poison");
    }

    [Fact]
    public async Task When_the_database_is_away_all_are_told_at_once()
    {
        var calls = 0;
        await using var away = TestDatabase.OpenUnreachable();
        await using var group = Make(async (_, cancellationToken) =>
        {
            calls++;
            _entered.Raise();
            await _open.WaitAsync(cancellationToken);
            return await away.QueryAsync<string>("select 'never'", null, cancellationToken);
        });
        var first = group.AddAsync(0, Token);
        await _entered.WaitAsync(Token);
        var others = Enumerable.Range(1, 20).Select(item => group.AddAsync(item, Token)).ToList();

        _open.Release(2);

        foreach (var told in others.Prepend(first))
        {
            DatabaseFailure.IsUnavailable(await Should.ThrowAsync<Exception>(() => told)).ShouldBeTrue();
        }

        calls.ShouldBe(2);
    }

    [Fact]
    public async Task A_full_queue_is_waited_for_and_then_refused()
    {
        await using var group = Make(WriteGatedAsync, capacity: 2);
        var writing = group.AddAsync(0, Token);
        await _entered.WaitAsync(Token);
        var waiting = new[] { group.AddAsync(1, Token), group.AddAsync(2, Token) };
        var patient = group.AddAsync(3, Token);

        patient.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(3));
        var refused = await patient;
        _open.Release(100);

        refused.Problem!.Code.ShouldBe("storage.queue-full");
        refused.Problem.Kind.ShouldBe(ProblemKind.Exhausted);
        (await Task.WhenAll([writing, .. waiting])).ShouldAllBe(result => result.Problem == null);
    }

    [Fact]
    public async Task Who_waits_for_room_gets_it_when_there_is_some()
    {
        await using var group = Make(WriteGatedAsync, capacity: 1);
        var all = Enumerable.Range(0, 10).Select(item => group.AddAsync(item, Token)).ToList();

        _open.Release(100);

        (await Task.WhenAll(all)).Select(result => result.Value).ShouldBe(Enumerable.Range(0, 10).Select(item => $"{item} written"));
    }

    [Fact]
    public async Task Stopping_writes_what_waits_and_takes_no_more()
    {
        var group = Make(WriteGatedAsync);
        var accepted = Enumerable.Range(0, 50).Select(item => group.AddAsync(item, Token)).ToList();

        var stopped = group.DisposeAsync().AsTask();
        var late = await group.AddAsync(99, Token);
        _open.Release(100);
        await stopped;

        late.Problem!.Code.ShouldBe("storage.stopping");
        (await Task.WhenAll(accepted)).Length.ShouldBe(50);
        _batches.SelectMany(batch => batch).ShouldBe(Enumerable.Range(0, 50));
    }

    [Fact]
    public async Task Who_waits_for_room_while_it_closes_is_refused_at_once_and_what_was_taken_is_written()
    {
        var group = Make(WriteGatedAsync, capacity: 1);
        var taken = new[] { group.AddAsync(0, Token), group.AddAsync(1, Token) };
        var waiting = new[] { group.AddAsync(2, Token), group.AddAsync(3, Token) };

        var stopped = group.DisposeAsync().AsTask();
        var refused = await Task.WhenAll(waiting);
        _open.Release(100);
        await stopped;

        refused.Select(result => result.Problem?.Code).ShouldBe(["storage.stopping", "storage.stopping"]);
        (await Task.WhenAll(taken)).Select(result => result.Value).ShouldBe(["0 written", "1 written"]);
        _batches.ShouldBe([[0], [1]]);
    }

    [Fact]
    public async Task What_comes_in_the_very_moment_of_closing_is_written_or_refused_and_nobody_waits_for_ever()
    {
        for (var round = 0; round < 300; round++)
        {
            var written = new ConcurrentQueue<int>();
            var group = Make(
                async (items, _) =>
                {
                    await Task.Yield();
                    items.ToList().ForEach(written.Enqueue);
                    return [.. items.Select(item => $"{item} written")];
                },
                capacity: 2);
            using var start = new Barrier(5);
            var callers = Enumerable.Range(0, 4).Select(caller => Task.Factory.StartNew(
                async () =>
                {
                    start.SignalAndWait(Token);
                    return await Task.WhenAll(Enumerable.Range(caller * 10, 10).Select(async item => (Item: item, Result: await group.AddAsync(item, Token))));
                },
                Token,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default).Unwrap()).ToList();
            start.SignalAndWait(Token);
            await group.DisposeAsync();
            var writtenByThen = written.Order().ToList();

            var told = (await Task.WhenAll(callers).WaitAsync(TimeSpan.FromSeconds(20), Token)).SelectMany(each => each).ToList();

            told.Where(each => each.Result.Problem is not null).ShouldAllBe(each => each.Result.Problem!.Code == "storage.stopping");
            told.Where(each => each.Result.Problem is null).Select(each => each.Item).Order().ShouldBe(writtenByThen);
        }
    }

    [Fact]
    public async Task Who_stops_waiting_does_not_stop_the_writing()
    {
        await using var group = Make(WriteGatedAsync);
        using var impatient = new CancellationTokenSource();
        var left = group.AddAsync(7, impatient.Token);
        await _entered.WaitAsync(Token);

        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => left);
        _open.Release(10);

        (await group.AddAsync(8, Token)).Value.ShouldBe("8 written");
        _batches.SelectMany(batch => batch).ShouldBe([7, 8]);
    }

    [Fact]
    public async Task A_batch_is_never_bigger_than_allowed()
    {
        await using var group = Make(WriteGatedAsync, largest: 4);
        _open.Release(1000);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(item => group.AddAsync(item, Token)));

        _batches.ShouldAllBe(batch => batch.Length <= 4);
    }

    private GroupCommit<int, string> Make(
        Func<IReadOnlyList<int>, CancellationToken, Task<IReadOnlyList<string>>> write, int capacity = 100, int largest = 100) =>
        new(write, new GroupCommitOptions { Capacity = capacity, LargestBatch = largest }, _time);

    private async Task<IReadOnlyList<string>> WriteGatedAsync(IReadOnlyList<int> items, CancellationToken cancellationToken)
    {
        _entered.Raise();
        await _open.WaitAsync(cancellationToken);
        if (items.Contains(-1))
        {
            throw new InvalidOperationException("poison");
        }

        _batches.Add([.. items]);
        return [.. items.Select(item => $"{item} written")];
    }
}
