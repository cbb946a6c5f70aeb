using System.Text.Json;
using Lanekeeper.Ledger;

namespace Lanekeeper.Faces.Tests.Cli;

public sealed class LimitsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 19, 0, 0, TimeSpan.Zero);

    private static readonly LimitsInUse Used = new(Now,
    [
        new(LimitHolderKind.App, "bench", [new(LimitKind.UsdPerDay, 10, 8.6m) { Held = 0.5m, RenewsAt = Now.AddHours(5) }, new(LimitKind.RequestsPerMinute, 1200, 0)]),
    ]);

    [Fact]
    public async Task Each_limit_is_a_line_with_what_is_used_of_it()
    {
        await using var server = await StubServer.StartAsync();
        server.Limits = Used;
        var terminal = new Terminal(server);

        (await terminal.TypeAsync("limits")).ShouldBe(0);

        var lines = terminal.Output.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Trim()).ToList();
        lines.ShouldContain("app bench usd_per_day $8.60 $10.00 86 % $0.50 in 5 h");
        lines.ShouldContain("app bench requests_per_minute 0 1,200 0 %");
    }

    [Fact]
    public async Task As_json_it_is_what_the_server_said_with_shares_and_what_is_left()
    {
        await using var server = await StubServer.StartAsync();
        server.Limits = Used;
        var terminal = new Terminal(server);

        (await terminal.TypeAsync("limits", "--json")).ShouldBe(0);

        var limit = JsonElement.Parse(terminal.Output).GetProperty("holders")[0].GetProperty("limits")[0];
        limit.GetProperty("kind").GetString().ShouldBe("usd_per_day");
        (limit.GetProperty("share").GetDecimal(), limit.GetProperty("left").GetDecimal(), limit.GetProperty("held").GetDecimal()).ShouldBe((0.86m, 1.4m, 0.5m));
    }

    [Fact]
    public async Task Without_limits_it_is_said_where_they_are_set()
    {
        await using var server = await StubServer.StartAsync();
        var terminal = new Terminal(server);

        (await terminal.TypeAsync("limits")).ShouldBe(0);

        terminal.Notes.ShouldContain("lanekeeper.yaml");
    }
}
