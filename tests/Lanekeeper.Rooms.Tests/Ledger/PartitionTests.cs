using System.Text.Json;
using Lanekeeper.Ledger.Partitioning;
using Lanekeeper.Ledger.Storing;

namespace Lanekeeper.Rooms.Tests.Ledger;

public sealed class PartitionTests(LedgerFixture room) : IClassFixture<LedgerFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Partitions_of_this_and_the_next_months_are_made_once()
    {
        var since = new DateTimeOffset(2031, 12, 31, 23, 30, 0, TimeSpan.Zero);

        var made = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => room.Get<PartitionStore>().MakeAsync(since, 3, Token)));

        made.Sum().ShouldBe(3 * 7);
        (await room.Database.QueryAsync<string>(
            "select relname::text from pg_class where relname ~ '^call_body_203[12]' and relkind = 'r' order by 1", null, Token))
            .ShouldBe(["call_body_2031_12", "call_body_2032_01", "call_body_2032_02"]);
    }

    [Fact]
    public async Task The_keeper_makes_the_months_of_its_own_clock()
    {
        await room.Get<PartitionKeeper>().KeepAsync(Token);

        (await room.Database.FindAsync<string>("select to_regclass('ledger.call_intent_2026_05')::text", null, Token)).ShouldBe("ledger.call_intent_2026_05");
    }

    [Fact]
    public async Task Rows_that_waited_for_their_month_are_moved_into_it()
    {
        var intent = room.Intent() with { Id = Guid.CreateVersion7(new DateTimeOffset(2035, 6, 30, 23, 59, 59, 999, TimeSpan.Zero)) };
        var next = room.Intent() with { Id = Guid.CreateVersion7(new DateTimeOffset(2035, 7, 1, 0, 0, 0, TimeSpan.Zero)) };
        await room.Calls.OpenAsync(intent, Token);
        await room.Calls.OpenAsync(next, Token);
        var before = await TableOfAsync(intent.Id);

        await room.Get<PartitionStore>().MakeAsync(new DateTimeOffset(2035, 6, 1, 0, 0, 0, TimeSpan.Zero), 1, Token);

        before.ShouldBe("ledger.call_intent_default");
        (await TableOfAsync(intent.Id)).ShouldBe("ledger.call_intent_2035_06");
        (await TableOfAsync(next.Id)).ShouldBe("ledger.call_intent_default");
        (await room.Calls.CloseAsync(room.Final(intent), Token)).Problem.ShouldBeNull();
        (await room.Calls.GetAsync(LedgerFixture.Reviewer, intent.Id, Token)).Value.Request.ShouldBe("""{"model":"m"}""");
    }

    [Fact]
    public async Task A_look_up_by_id_reads_one_month()
    {
        await room.Get<PartitionStore>().MakeAsync(new DateTimeOffset(2028, 1, 1, 0, 0, 0, TimeSpan.Zero), 12, Token);
        var id = Guid.CreateVersion7(new DateTimeOffset(2028, 4, 5, 6, 7, 8, TimeSpan.Zero));

        var plan = await room.Database.FindAsync<JsonElement>("explain (format json) select id, state, cost_usd, total_ms from ledger.call_log where id = @id", new { id }, Token);

        var tables = plan.GetRawText().Split("\"Relation Name\": \"").Skip(1).Select(text => text[..text.IndexOf('"', StringComparison.Ordinal)]).Distinct().Order();
        tables.ShouldBe(["call_final_2028_04", "call_intent_2028_04", "call_lost_2028_04"]);
    }

    [Fact]
    public async Task What_is_written_is_neither_changed_nor_deleted()
    {
        foreach (var table in new[] { "call_intent", "call_final", "call_lost", "call_body", "action_intent", "action_final", "action_decision" })
        {
            var change = await Should.ThrowAsync<Exception>(() => room.Database.ExecuteAsync($"update ledger.{table} set id = id", null, Token));
            var deletion = await Should.ThrowAsync<Exception>(() => room.Database.ExecuteAsync($"delete from ledger.{table}", null, Token));

            change.Message.ShouldContain("append-only");
            deletion.Message.ShouldContain("append-only");
        }
    }

    private async Task<string?> TableOfAsync(Guid id) =>
        await room.Database.FindAsync<string>("select tableoid::regclass::text from ledger.call_intent where id = @id", new { id }, Token);
}
