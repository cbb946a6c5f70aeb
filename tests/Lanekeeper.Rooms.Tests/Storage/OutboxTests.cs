using System.Collections.Concurrent;
using System.Text.Json;
using Lanekeeper.Storage;
using Lanekeeper.Storage.Dispatching;
using Lanekeeper.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lanekeeper.Rooms.Tests.Storage;

public sealed class OutboxTests(StorageFixture storage) : IClassFixture<StorageFixture>, IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private readonly ConcurrentQueue<string> _heard = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await storage.Database.ExecuteAsync("truncate storage.outbox", null, Token);
        await storage.Database.ExecuteAsync("create table if not exists heard (id bigint)", null, Token);
        await storage.Database.ExecuteAsync("truncate heard", null, Token);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task What_is_said_in_a_transaction_is_heard_once_and_only_if_it_commits()
    {
        await SayAsync("a", "1");
        await Should.ThrowAsync<InvalidOperationException>(() => storage.Database.InTransactionAsync(
            async transaction =>
            {
                await Box().AddAsync(transaction, "news", "a", JsonElement.Parse("2"), Token);
                throw new InvalidOperationException();
            },
            Token));

        await DrainAsync(Dispatcher(Listen()));

        _heard.ShouldBe(["1"]);
        (await LeftAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Eight_dispatchers_hand_out_each_record_once_and_keep_the_order_of_a_key()
    {
        foreach (var i in Enumerable.Range(0, 120))
        {
            await SayAsync($"k{i % 4}", $"\"{i % 4}:{i:000}\"");
        }

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            // As often as would be enough for all records and a miss of each; who finds every key taken has a miss.
            var dispatcher = Dispatcher(Listen());
            for (var tries = 0; tries < 10_000 && await LeftAsync() > 0; tries++)
            {
                await dispatcher.DispatchOneAsync(Token);
            }
        })));

        _heard.Count.ShouldBe(120);
        foreach (var key in _heard.GroupBy(word => word[..2]))
        {
            key.ShouldBe(key.Order());
        }

        (await storage.Database.FindAsync<int>("select count(*) from heard", null, Token)).ShouldBe(120);
    }

    [Fact]
    public async Task A_handler_that_fails_leaves_no_trace_and_is_asked_again_later()
    {
        await SayAsync("a", "1");
        await SayAsync("a", "2");
        var fails = true;
        var dispatcher = Dispatcher(Listen(() => fails ? throw new InvalidOperationException("not yet") : 0));

        await DrainAsync(dispatcher);
        fails = false;
        await DrainAsync(dispatcher);
        _heard.ShouldBeEmpty();
        (await storage.Database.FindAsync<int>("select count(*) from heard", null, Token)).ShouldBe(0);

        _time.Advance(TimeSpan.FromSeconds(1));
        await DrainAsync(dispatcher);
        _heard.ShouldBe(["1", "2"]);
    }

    [Fact]
    public async Task A_record_that_always_fails_is_kept_for_a_person_and_lets_the_next_one_pass()
    {
        await SayAsync("a", "1");
        await SayAsync("a", "2");
        var dispatcher = Dispatcher(Listen(poison: "1"));

        for (var i = 0; i < OutboxDispatcher.MostAttempts; i++)
        {
            await DrainAsync(dispatcher);
            _time.Advance(TimeSpan.FromMinutes(6));
        }

        await DrainAsync(dispatcher);
        _heard.ShouldBe(["2"]);
        (await storage.Database.QueryAsync<(string, int, string)>("select payload::text, attempts, last_error from storage.outbox where dead_at is not null", null, Token))
            .ShouldBe([("1", OutboxDispatcher.MostAttempts, "InvalidOperationException: poison")]);
    }

    [Fact]
    public async Task A_topic_that_nobody_handles_is_kept()
    {
        await SayAsync("a", "1", topic: "later");

        (await Dispatcher(Listen()).DispatchOneAsync(Token)).ShouldBeFalse();
        (await LeftAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task The_running_dispatcher_is_woken_by_the_commit()
    {
        var wakeups = new Wakeups(_time);
        var heard = new Signal();
        using var dispatcher = new OutboxDispatcher(storage.Database, [Listen(() => { heard.Raise(); return 0; })], wakeups, _time, NullLogger<OutboxDispatcher>.Instance);
        await dispatcher.StartAsync(Token);
        await _time.TimerMadeAsync(Token);

        await storage.Database.InTransactionAsync(
            transaction => new Outbox(wakeups, _time).AddAsync(transaction, "news", null, JsonElement.Parse("\"hello\""), Token), Token);

        await heard.WaitAsync(Token);
        await dispatcher.StopAsync(Token);
    }

    private Outbox Box() => new(new Wakeups(_time), _time);

    private Handler Listen(Func<int>? before = null, string? poison = null) => new(_heard, before, poison);

    private OutboxDispatcher Dispatcher(IOutboxHandler handler) =>
        new(storage.Database, [handler], new Wakeups(_time), _time, NullLogger<OutboxDispatcher>.Instance);

    private Task SayAsync(string key, string json, string topic = "news") =>
        storage.Database.InTransactionAsync(transaction => Box().AddAsync(transaction, topic, key, JsonElement.Parse(json), Token), Token);

    private Task<int> LeftAsync() => storage.Database.FindAsync<int>("select count(*) from storage.outbox", null, Token);

    private static async Task DrainAsync(OutboxDispatcher dispatcher)
    {
        while (await dispatcher.DispatchOneAsync(Token))
        {
        }
    }

    private sealed class Handler(ConcurrentQueue<string> heard, Func<int>? before, string? poison) : IOutboxHandler
    {
        public string Topic => "news";

        public async Task HandleAsync(OutboxRecord record, DatabaseTransaction transaction, CancellationToken cancellationToken)
        {
            await transaction.ExecuteAsync("insert into heard values (@Id)", new { record.Id }, cancellationToken);
            before?.Invoke();
            if (record.Payload.ToString() == poison)
            {
                throw new InvalidOperationException("poison");
            }

            heard.Enqueue(record.Payload.ToString());
        }
    }
}
