using System.Text;
using Lanekeeper.Ledger;
using Lanekeeper.Project;
using Lanekeeper.Storage;
using Lanekeeper.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Rooms.Tests.Ledger;

/// <summary>How much of every limit is used. A test has a house and a clock of its own, on a database of its own.</summary>
public sealed class LimitTests : DatabaseFixture
{
    private const string All = "requests_per_minute: 4, tokens_per_minute: 1000, concurrent: 3, usd_per_day: 1, usd_per_month: 10";

    // For its clock and its calls; its house is not furnished.
    private readonly LedgerFixture _samples = new();
    private ServiceProvider? _house;

    public LimitTests()
        : base(ProjectRoom.Schema, LedgerRoom.Schema)
    {
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ManualTime Time => _samples.Time;

    private ICalls Calls => _house!.GetRequiredService<ICalls>();

    [Fact]
    public async Task Without_a_project_or_without_limits_there_is_nothing_to_show()
    {
        (await ReadAsync()).ShouldBeEmpty();
        await DeployAsync("");
        (await ReadAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_who_may_read_calls_may_see_them() =>
        (await _house!.GetRequiredService<ILimits>().ReadAsync(new(ActorKind.Person, "n", "nobody@example.org", Role.None), Token)).Problem!.Kind.ShouldBe(ProblemKind.Denied);

    [Fact]
    public async Task A_limit_that_nobody_has_used_shows_nothing_used_and_all_left()
    {
        await DeployAsync($"limits: {{ apps: {{ shop: {{ {All} }} }}, workflows: {{ triage: {{ concurrent: 2 }}, free: {{ }} }} }}");

        var holders = await ReadAsync();

        holders.Select(holder => (holder.Kind, holder.Name)).ShouldBe([(LimitHolderKind.App, "shop"), (LimitHolderKind.Workflow, "triage")]);
        holders[0].Limits.Select(limit => (limit.Kind, limit.Allowed, limit.Used, limit.Left)).ShouldBe(
        [
            (LimitKind.RequestsPerMinute, 4m, 0m, 4m),
            (LimitKind.TokensPerMinute, 1000m, 0m, 1000m),
            (LimitKind.Concurrent, 3m, 0m, 3m),
            (LimitKind.UsdPerDay, 1m, 0m, 1m),
            (LimitKind.UsdPerMonth, 10m, 0m, 10m),
        ]);
    }

    [Fact]
    public async Task What_calls_hold_and_what_they_took_is_used_and_what_is_only_held_is_told_apart()
    {
        await DeployAsync($"limits: {{ apps: {{ shop: {{ {All} }} }} }}");
        var first = await OpenAsync(0.4m, 500);
        await OpenAsync(0.3m, 200);
        (await Calls.CloseAsync(_samples.Final(first) with { Settlement = new(0.1m, 100) }, Token)).Problem.ShouldBeNull();

        var limits = (await ReadAsync()).Single().Limits;

        limits.Select(limit => (limit.Kind, limit.Used, limit.Held)).ShouldBe(
        [
            (LimitKind.RequestsPerMinute, 2m, null),
            (LimitKind.TokensPerMinute, 300m, null),
            (LimitKind.Concurrent, 1m, null),
            (LimitKind.UsdPerDay, 0.4m, 0.3m),
            (LimitKind.UsdPerMonth, 0.4m, 0.3m),
        ]);
        limits[3].Share.ShouldBe(0.4m);
    }

    [Fact]
    public async Task A_minutes_limits_refill_as_time_passes_in_whole_requests()
    {
        await DeployAsync($"limits: {{ apps: {{ shop: {{ {All} }} }} }}");
        await OpenAsync(0, 1000);
        await OpenAsync(0, 0);
        Time.Advance(TimeSpan.FromSeconds(20));

        (await FigureAsync(LimitKind.RequestsPerMinute)).Left.ShouldBe(3, "one and a third have come back of the two that were taken");
        (await FigureAsync(LimitKind.TokensPerMinute)).Left.ShouldBe(333);
        Time.Advance(TimeSpan.FromMinutes(1));
        (await FigureAsync(LimitKind.TokensPerMinute)).Used.ShouldBe(0);
    }

    [Fact]
    public async Task More_tokens_than_were_held_show_as_more_than_all()
    {
        await DeployAsync($"limits: {{ apps: {{ shop: {{ {All} }} }} }}");
        var call = await OpenAsync(0, 100);
        (await Calls.CloseAsync(_samples.Final(call) with { Settlement = new(0, 1500) }, Token)).Problem.ShouldBeNull();

        var tokens = await FigureAsync(LimitKind.TokensPerMinute);

        (tokens.Used, tokens.Left, tokens.Share, tokens.IsFull).ShouldBe((1500m, 0m, 1.5m, true));
    }

    [Fact]
    public async Task A_day_and_a_month_that_are_over_show_nothing_used_and_say_when_the_next_begins()
    {
        await DeployAsync($"limits: {{ apps: {{ shop: {{ {All} }} }} }}");
        await OpenAsync(0.9m, 0);
        var (day, month) = (await FigureAsync(LimitKind.UsdPerDay), await FigureAsync(LimitKind.UsdPerMonth));
        day.IsNear.ShouldBeTrue();
        (day.RenewsAt!.Value.TimeOfDay, month.RenewsAt!.Value.Day).ShouldBe((TimeSpan.Zero, 1));

        Time.Advance(month.RenewsAt.Value - Time.GetUtcNow() - TimeSpan.FromSeconds(1));
        var last = await FigureAsync(LimitKind.UsdPerMonth);
        Time.Advance(TimeSpan.FromSeconds(1));

        (last.Used, last.Held).ShouldBe((0.9m, 0.9m));
        foreach (var kind in new[] { LimitKind.UsdPerDay, LimitKind.UsdPerMonth })
        {
            var next = await FigureAsync(kind);
            (next.Used, next.Held).ShouldBe((0m, 0m));
            next.RenewsAt!.Value.ShouldBeGreaterThan(Time.GetUtcNow());
        }

        (await FigureAsync(LimitKind.Concurrent)).Used.ShouldBe(1, "it is under way all the same");
    }

    [Fact]
    public async Task Who_is_near_a_limit_comes_first()
    {
        await DeployAsync("limits: { apps: { bench: { usd_per_day: 1 }, shop: { usd_per_day: 1 } }, workflows: { triage: { usd_per_day: 0.95 } } }");
        await OpenAsync(0.8m, 0, MeterLimits.OfApp("shop", new(null, null, null, 1m, null)), MeterLimits.OfWorkflow("triage", new(null, null, null, 0.95m, null)));

        (await ReadAsync()).Select(holder => holder.Name).ShouldBe(["triage", "shop", "bench"]);
    }

    [Fact]
    public async Task A_limit_that_has_been_lowered_or_taken_away_is_shown_as_it_is_now()
    {
        await DeployAsync("limits: { apps: { shop: { usd_per_day: 1 } } }");
        await OpenAsync(0.5m, 0);

        await DeployAsync("limits: { apps: { shop: { usd_per_day: 0.25 } } }");
        (await FigureAsync(LimitKind.UsdPerDay)).Share.ShouldBe(2m);
        await DeployAsync("");
        (await ReadAsync()).ShouldBeEmpty();
    }

    protected override ValueTask FurnishAsync()
    {
        _house = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Time).AddStorage(Database).AddProject(new())
            .AddLedger(new LedgerOptions { Node = Guid.CreateVersion7(), Process = Guid.CreateVersion7() }).BuildServiceProvider();
        return ValueTask.CompletedTask;
    }

    protected override ValueTask ClearAsync() => _house?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task DeployAsync(string limits)
    {
        var text = $"version: 1\nname: limited\nmodels: {{ chat: {{ provider: openai, model: gpt-4.1-mini-2025-04-14, key: 'env:NONE' }} }}\n{limits}\n";
        var files = new ProjectFiles([KeyValuePair.Create("lanekeeper.yaml", (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(text))]);
        var deployed = await _house!.GetRequiredService<IDeployments>().DeployAsync(Actor.System, new(files, "test"), Token);
        deployed.Problem.ShouldBeNull(string.Join('\n', deployed.Problem?.Details ?? []));
    }

    private async Task<IReadOnlyList<LimitHolder>> ReadAsync() =>
        (await _house!.GetRequiredService<ILimits>().ReadAsync(LedgerFixture.Viewer, Token)).Value.Holders;

    private async Task<LimitFigure> FigureAsync(LimitKind kind) => (await ReadAsync()).Single().Limits.Single(limit => limit.Kind == kind);

    private async Task<CallIntent> OpenAsync(decimal usd, long tokens, params MeterLimits[] limits)
    {
        var intent = _samples.Intent() with { Hold = new CallHold(usd, tokens, limits.Length > 0 ? limits : [MeterLimits.OfApp("shop", new(4, 1000, 3, 1m, 10m))]) };
        (await Calls.OpenAsync(intent, Token)).Problem.ShouldBeNull();
        return intent;
    }
}
