using System.Security.Cryptography;
using System.Text;
using Lanekeeper.Ledger;
using Lanekeeper.Ledger.Spooling;
using Lanekeeper.Ledger.Sweeping;
using Lanekeeper.Ledger.Writing;
using Lanekeeper.Storage;
using Lanekeeper.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lanekeeper.Rooms.Tests.Ledger;

/// <summary>The real room on a PostgreSQL that is stopped and started.</summary>
public sealed class SpoolTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"lanekeeper-spool-{Guid.NewGuid():N}");
    private readonly Guid _node = Guid.CreateVersion7();
    private OwnPostgres _postgres = null!;
    private Database _database = null!;
    private ServiceProvider _room = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Whole by its checksum, and yet no row that is known here.
    private static string OfAnotherVersion
    {
        get
        {
            const string Text = """{"Intent":{"Id":"none"}}""";
            return $"{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Text)), 0, 8)} {Text}";
        }
    }

    private ICalls Calls => _room.GetRequiredService<ICalls>();

    public async ValueTask InitializeAsync()
    {
        _postgres = await OwnPostgres.StartAsync(Token);
        _database = _postgres.Open(_time);
        await new Migrator(_database, [LedgerRoom.Schema], TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(Token);
        _room = Furnish();
    }

    public async ValueTask DisposeAsync()
    {
        await _room.DisposeAsync();
        await _database.DisposeAsync();
        await _postgres.DisposeAsync();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }

        File.Delete(_folder);
    }

    [Fact]
    public async Task While_the_database_is_away_calls_go_on_and_afterwards_every_row_is_there_once()
    {
        var limits = Limits() with { Concurrent = 10, UsdPerDay = 100m };
        var before = await OpenedAsync(limits, 1m);
        await _postgres.StopAsync();

        (await Calls.CloseAsync(Final(before, 0.5m), Token)).Problem.ShouldBeNull();
        var inside = await OpenedAsync(limits, 1m);
        (await Calls.CloseAsync(Final(inside, 0.25m), Token)).Problem.ShouldBeNull();
        var open = await OpenedAsync(limits, 1m);
        await _postgres.ResumeAsync(Token);
        await DrainAsync();

        (await Calls.CloseAsync(Final(open, 0.125m), Token)).Problem.ShouldBeNull();
        (await RowsAsync()).ShouldBe((3, 3, 0, 6));
        (await MeterAsync(limits)).ShouldBe((0.875m, 0));
        Directory.GetFiles(_folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_put_in_twice_is_there_once_and_counts_once()
    {
        var limits = Limits() with { UsdPerDay = 100m };
        await Calls.CloseAsync(Final(await OpenedAsync(limits, 1m), 1m), Token);
        await _postgres.StopAsync();
        await Calls.CloseAsync(Final(await OpenedAsync(limits, 2m), 1.5m), Token);
        var copy = await File.ReadAllTextAsync(Directory.GetFiles(_folder).Single(), Token);
        await _postgres.ResumeAsync(Token);
        await DrainAsync();

        await File.WriteAllTextAsync(Path.Combine(_folder, $"{_node}_000009.spool"), copy, Token);
        await DrainAsync();

        (await RowsAsync()).ShouldBe((2, 2, 0, 4));
        (await MeterAsync(limits)).ShouldBe((2.5m, 0));
    }

    [Fact]
    public async Task Budgets_are_spent_no_further_than_their_share_and_meters_never_seen_not_at_all()
    {
        var limits = Limits() with { UsdPerDay = 100m };
        await Calls.CloseAsync(Final(await OpenedAsync(limits, 1m), 1m), Token);
        await _postgres.StopAsync();

        var first = await OpenedAsync(limits, 9m);
        (await OpenAsync(limits, 2m)).Problem.ShouldSatisfyAllConditions(
            problem => problem!.Code.ShouldBe("limits.away"),
            problem => problem!.Message.ShouldMatch("^The database is away, and the app .* has spent the 10 % of its budget"));
        (await Calls.CloseAsync(Final(first, 1m), Token)).Problem.ShouldBeNull();
        (await OpenAsync(limits, 9m)).Problem.ShouldBeNull();
        (await OpenAsync(Limits() with { UsdPerDay = 1m }, 0.01m)).Problem!.Code.ShouldBe("ledger.unavailable");
        (await OpenAsync(null, 0)).Problem.ShouldBeNull();
        (await OpenAsync(null, 0, isApp: false)).Problem!.Code.ShouldBe("ledger.unavailable");
    }

    [Fact]
    public async Task A_process_that_is_killed_meanwhile_leaves_rows_that_its_next_life_puts_in_and_then_gives_up_what_was_open()
    {
        var limits = Limits() with { UsdPerDay = 100m };
        await Calls.CloseAsync(Final(await OpenedAsync(limits, 1m), 1m), Token);
        await _postgres.StopAsync();
        var open = await OpenedAsync(limits, 2m);
        await _room.DisposeAsync();
        await File.AppendAllTextAsync(Directory.GetFiles(_folder).Single(), "0123456789ABCDEF {\"Intent\":{\"Id\"", Token);

        _room = Furnish();
        await _postgres.ResumeAsync(Token);
        var sweep = _room.GetRequiredService<CallSweep>();
        await DrainAsync();

        (await sweep.SweepEarlierAsync(Token)).ShouldBe(1);
        (await Calls.ListAsync(LedgerFixture.Viewer, new CallQuery(), PageRequest.First, Token)).Value.Items.Single(call => call.Id == open.Id).State.ShouldBe(CallState.Unknown);
        (await MeterAsync(limits)).ShouldBe((3m, 0));
    }

    [Fact]
    public async Task A_database_that_stands_still_is_not_waited_for_and_what_it_does_after_all_counts_once()
    {
        var limits = Limits() with { UsdPerDay = 100m };
        await Calls.CloseAsync(Final(await OpenedAsync(limits, 1m), 1m), Token);
        var (locked, enough) = (new Signal(), new TaskCompletionSource());
        var standing = _database.InTransactionAsync(
            async transaction =>
            {
                await transaction.ExecuteAsync("lock table ledger.call_open in access exclusive mode", null, Token);
                locked.Raise();
                await enough.Task;
            },
            Token);
        await locked.WaitAsync(Token);

        var opening = OpenedAsync(limits, 2m);
        await Patiently.AskAsync(() => Task.FromResult(opening.IsCompleted), hasEnded => hasEnded || !Pass(TimeSpan.FromSeconds(1)), Token);
        Directory.GetFiles(_folder).ShouldHaveSingleItem();
        enough.SetResult();
        await standing;
        await DrainAsync();

        (await opening).ShouldNotBeNull();
        (await RowsAsync()).ShouldBe((2, 1, 1, 3));
        (await MeterAsync(limits)).ShouldBe((3m, 1));
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_is_set_aside_and_what_waits_behind_it_is_put_in()
    {
        await OpenedAsync(null, 0);
        await _postgres.StopAsync();
        await OpenedAsync(null, 0);
        var file = Directory.GetFiles(_folder).Single();
        await File.WriteAllTextAsync(file, $"{OfAnotherVersion}\n{await File.ReadAllTextAsync(file, Token)}", Token);

        await _postgres.ResumeAsync(Token);
        await DrainAsync();

        (await RowsAsync()).Intents.ShouldBe(2);
        (await File.ReadAllTextAsync(Directory.GetFiles(_folder).Single(), Token)).ShouldBe($"{OfAnotherVersion}\n");
    }

    [Fact]
    public async Task A_final_row_whose_intent_is_set_aside_is_set_aside_with_it()
    {
        await OpenedAsync(null, 0);
        await _postgres.StopAsync();
        await Calls.CloseAsync(Final(await OpenedAsync(null, 0), null), Token);
        var file = Directory.GetFiles(_folder).Single();
        var final = (await File.ReadAllLinesAsync(file, Token)).Last();
        await File.WriteAllTextAsync(file, $"{OfAnotherVersion}\n{final}\n", Token);

        await _postgres.ResumeAsync(Token);
        await DrainAsync();

        (await RowsAsync()).Finals.ShouldBe(0);
        (await File.ReadAllTextAsync(Directory.GetFiles(_folder).Single(), Token)).ShouldBe($"{OfAnotherVersion}\n{final}\n");
    }

    [Fact]
    public async Task Where_nothing_can_be_written_nobody_goes_ahead_and_nothing_of_it_counts_once_there_is_room()
    {
        var limits = Limits() with { Concurrent = 1, UsdPerDay = 100m };
        await Calls.CloseAsync(Final(await OpenedAsync(limits, 1m), 1m), Token);
        await _postgres.StopAsync();

        await File.WriteAllTextAsync(_folder, "no folder", Token);
        (await OpenAsync(limits, 9m)).Problem!.Code.ShouldBe("ledger.unavailable");
        (await OpenAsync(limits, 9m)).Problem!.Code.ShouldBe("ledger.unavailable");
        File.Delete(_folder);

        (await Calls.CloseAsync(Final(await OpenedAsync(limits, 9m), 2m), Token)).Problem.ShouldBeNull();
        await _postgres.ResumeAsync(Token);
        await DrainAsync();
        (await RowsAsync()).ShouldBe((2, 2, 0, 4));
        (await MeterAsync(limits)).ShouldBe((3m, 0));
    }

    [Fact]
    public async Task When_as_much_waits_as_may_what_is_under_way_still_ends()
    {
        await _room.DisposeAsync();
        _room = Furnish(largest: 1);
        await OpenedAsync(null, 0);
        await _postgres.StopAsync();
        var open = await OpenedAsync(null, 0);

        (await OpenAsync(null, 0)).Problem!.Code.ShouldBe("ledger.spool-full");
        (await Calls.CloseAsync(Final(open, null), Token)).Problem.ShouldBeNull();

        await _postgres.ResumeAsync(Token);
        await DrainAsync();
        (await RowsAsync()).ShouldBe((2, 1, 1, 3));
    }

    [Fact]
    public async Task Of_what_the_disk_took_only_in_part_nothing_stays()
    {
        using var folder = new SpoolFolder(Options());
        var room = new CallEntry(null, Final(1));
        await folder.AppendAsync([room], Token);

        await Should.ThrowAsync<IOException>(folder.AppendAsync(ThenFull(new CallEntry(null, Final(8_000_000))), Token));
        await folder.AppendAsync([room], Token);
        folder.Rotate();

        var lines = await SpoolFile.ReadAsync(folder.Files().Single(), Token).ToListAsync(Token);
        lines.Select(line => line.Entry?.Final?.Response?.Length).ShouldBe([1, 1]);

        static IEnumerable<CallEntry> ThenFull(CallEntry first)
        {
            yield return first;
            throw new IOException("No space left on device.");
        }

        static CallFinal Final(int length) => new() { Id = Guid.CreateVersion7(), State = CallState.Answered, ClosedAt = DateTimeOffset.UnixEpoch, Response = new byte[length] };
    }

    [Fact]
    public async Task Rows_keep_coming_while_it_comes_back_and_none_is_lost()
    {
        await OpenedAsync(null, 0);
        await _postgres.StopAsync();
        using var enough = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 16).Select(_ => CallAsync(enough.Token)).ToList();
        await Patiently.AskAsync(() => Task.FromResult(Directory.Exists(_folder) ? Directory.GetFiles(_folder).Sum(file => new FileInfo(file).Length) : 0), length => length > 200_000, Token);

        await _postgres.ResumeAsync(Token);
        await DrainAsync();
        await enough.CancelAsync();
        var closed = (await Task.WhenAll(callers)).Sum();

        (await RowsAsync()).ShouldBe((closed + 1, closed, 1, (closed * 2) + 1));
    }

    private async Task<int> CallAsync(CancellationToken enough)
    {
        var closed = 0;
        while (!enough.IsCancellationRequested)
        {
            (await Calls.CloseAsync(Final(await OpenedAsync(null, 0), null), Token)).Problem.ShouldBeNull();
            closed++;
        }

        return closed;
    }

    private bool Pass(TimeSpan time)
    {
        _time.Advance(time);
        return true;
    }

    private async Task DrainAsync() => await _room.GetRequiredService<CallSpool>().DrainAsync(Token);

    private ServiceProvider Furnish(long? largest = null) =>
        new ServiceCollection()
            .AddSingleton<TimeProvider>(_time)
            .AddStorage(_database)
            .AddLedger(largest is null ? Options() : Options() with { LargestSpool = largest.Value })
            .BuildServiceProvider();

    private LedgerOptions Options() => new() { Node = _node, Process = Guid.CreateVersion7(), Spool = _folder };

    private async Task<CallIntent> OpenedAsync(MeterLimits? limits, decimal usd)
    {
        var opened = await OpenAsync(limits, usd);
        opened.Problem.ShouldBeNull();
        return opened.Value;
    }

    private async Task<Result<CallIntent>> OpenAsync(MeterLimits? limits, decimal usd, bool isApp = true)
    {
        var id = Id.New(_time);
        var intent = new CallIntent
        {
            Id = id,
            Origin = new CallOrigin("triage", "sha256:abc", null, null, "0af7651916cd43dd8448eb211c80319c"),
            OpenedAt = _time.GetUtcNow(),
            Deadline = _time.GetUtcNow().AddSeconds(30),
            Attempt = 1,
            FirstCallId = id,
            Purpose = CallPurpose.Answer,
            Route = "cheap",
            Provider = "openai",
            RequestedModel = "gpt-5-mini",
            Request = Encoding.UTF8.GetBytes("""{"model":"m","text":"a line\nand \"another\" ü"}"""),
            App = isApp ? new CallApp(Guid.CreateVersion7(), "shop", "openai.chat_completions", false, null) : null,
            Hold = limits is null ? null : new CallHold(usd, 10, [limits]),
        };
        var opened = await Calls.OpenAsync(intent, Token);
        return opened.Problem is { } problem ? problem : intent;
    }

    private CallFinal Final(CallIntent intent, decimal? usd) => new()
    {
        Id = intent.Id,
        State = CallState.Answered,
        ClosedAt = _time.GetUtcNow(),
        Response = [0, 255, 10, 13, 34],
        CostUsd = usd,
        Settlement = intent.Hold is null ? null : new CallSettlement(usd, 10),
    };

    private async Task<(int Intents, int Finals, int Open, int Bodies)> RowsAsync() =>
        await _database.FindAsync<(int, int, int, int)>(
            """
            select
                (select count(*)::int from ledger.call_intent),
                (select count(*)::int from ledger.call_final),
                (select count(*)::int from ledger.call_open),
                (select count(*)::int from ledger.call_body)
            """,
            null,
            Token);

    private async Task<(decimal Usd, int Concurrent)> MeterAsync(MeterLimits limits) =>
        await _database.FindAsync<(decimal, int)>("select day_usd, concurrent from ledger.meter where meter = @Meter", new { limits.Meter }, Token);

    private static MeterLimits Limits() => new($"app:{Guid.NewGuid():N}", null, null, null, null, null);
}
