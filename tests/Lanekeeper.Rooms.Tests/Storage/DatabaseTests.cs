using System.Text.Json;
using Lanekeeper.Storage;
using Lanekeeper.Testing;

namespace Lanekeeper.Rooms.Tests.Storage;

public sealed class DatabaseTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.FromHours(2));

    private enum Rung
    {
        Read,
        ExecuteWithApproval,
    }

    private sealed record Everything(
        Guid Id, string FullName, string? Nothing, Rung Rung, Rung? NoRung, DateTimeOffset MadeAt, JsonElement Payload, IReadOnlyList<string> Tags,
        string[] More, decimal Cost, long Count, int Small, byte[] Body, TimeSpan Took, bool IsOpen, DateOnly Day, IReadOnlyList<Rung> Rungs, double? Score);

    private sealed record Renamed(string First, string Second = "as declared")
    {
        public int Third { get; init; }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_record_goes_in_and_comes_out_the_same()
    {
        var given = new Everything(
            Guid.CreateVersion7(), "Bo\nÅngström", null, Rung.ExecuteWithApproval, null, Noon, JsonElement.Parse("""{"a": [1.50, null]}"""), new[] { "x", "y,{}\"" },
            [], 12.3400m, long.MaxValue, -7, [0, 255], TimeSpan.FromMilliseconds(1234), true, new DateOnly(2026, 2, 28), new[] { Rung.Read, Rung.ExecuteWithApproval }, 0.1);

        // The columns stand in another order than the record's parameters, on purpose.
        var found = await storage.Database.FindAsync<Everything>(
            """
            select @score as score, @rungs as rungs, @day as day, @isOpen as is_open, @took as took, @body as body, @small as small, @count as count, @cost as cost, @more as more,
                   @tags as tags, @payload as payload, @madeAt as made_at, @noRung as no_rung, @rung as rung, @nothing as nothing, @fullName as full_name, @id as id
            """,
            given,
            Token);

        found.ShouldNotBeNull();
        found.Payload.GetProperty("a")[0].GetRawText().ShouldBe("1.50");
        found.MadeAt.Offset.ShouldBe(TimeSpan.Zero);
        found.MadeAt.ShouldBe(Noon);
        found.ShouldBeEquivalentTo(given with { Payload = found.Payload, MadeAt = found.MadeAt });
    }

    [Fact]
    public async Task A_batch_finds_its_rows_by_key_though_its_plan_was_made_when_there_were_none()
    {
        await storage.Database.ExecuteAsync("create table if not exists kept_plan (id text primary key, at int not null)", null, Token);

        var plan = await storage.Database.InBatchTransactionAsync(
            transaction => transaction.QueryAsync<string>("explain update kept_plan set at = 1 where id = any(@ids)", new { ids = new[] { "one" } }, Token), Token);

        string.Join('\n', plan).ShouldContain("Index Scan using kept_plan_pkey");
    }

    [Fact]
    public async Task An_enum_is_snake_case_text_in_the_database() =>
        (await storage.Database.FindAsync<string>("select @rung::text || ',' || (@rungs::text[])[1]", new { rung = Rung.ExecuteWithApproval, rungs = new[] { Rung.Read } }, Token))
            .ShouldBe("execute_with_approval,read");

    [Fact]
    public async Task An_unknown_word_for_an_enum_is_named()
    {
        var failure = await Should.ThrowAsync<InvalidOperationException>(() => storage.Database.FindAsync<Rung>("select 'execute'", null, Token));

        failure.Message.ShouldBe("The database says 'execute' where a Rung is expected (read, execute_with_approval).");
    }

    [Fact]
    public async Task Scalars_tuples_and_settable_properties_are_read_too()
    {
        (await storage.Database.QueryAsync<int>("select generate_series(1, 3)::bigint", null, Token)).ShouldBe([1, 2, 3]);
        (await storage.Database.FindAsync<(Guid, string?)>("select @id, null::text", new { id = Guid.Empty }, Token)).ShouldBe((Guid.Empty, null));
        (await storage.Database.FindAsync<Guid?>("select @id where false", new { id = Guid.Empty }, Token)).ShouldBeNull();
        (await storage.Database.FindAsync<Renamed>("select 3 as third, 'one' as first", null, Token)).ShouldBe(new Renamed("one") { Third = 3 });
        (await storage.Database.FindAsync<JsonElement>("select '{\"a\": 1}'::jsonb", null, Token)).GetProperty("a").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_missing_column_is_named_with_those_that_are_there()
    {
        var failure = await Should.ThrowAsync<InvalidOperationException>(() => storage.Database.FindAsync<Renamed>("select 1 as frist", null, Token));

        failure.Message.ShouldBe("Renamed needs a column for 'First'; the statement answers with: frist.");
    }

    [Fact]
    public async Task A_null_where_none_may_be_is_named()
    {
        var failure = await Should.ThrowAsync<InvalidOperationException>(() => storage.Database.FindAsync<int>("select null::int as total", null, Token));

        failure.Message.ShouldBe("Column total is null, and Int32 cannot be.");
    }

    [Fact]
    public async Task A_missing_parameter_is_named()
    {
        var failure = await Should.ThrowAsync<ArgumentException>(() => storage.Database.ExecuteAsync("select @who, @what", new { who = 1 }, Token));

        failure.Message.ShouldStartWith("The statement asks for @what; given are: who.");
    }

    [Fact]
    public async Task Lists_are_arrays_and_nulls_have_their_types()
    {
        var ids = new List<Guid> { Guid.CreateVersion7(), Guid.CreateVersion7() };
        string?[] notes = ["one", null];
        DateTimeOffset?[] times = [Noon, null];

        var rows = await storage.Database.QueryAsync<(Guid Id, string? Note, DateTimeOffset? At)>(
            "select * from unnest(@ids, @notes, @times)", new { ids, notes, times }, Token);
        var open = await storage.Database.QueryAsync<int>(
            "select 1 where (@state is null or @state = 'x') and (@since is null or @since < now())", new { state = default(string), since = default(DateTimeOffset?) }, Token);

        rows.ShouldBe([(ids[0], "one", Noon.ToUniversalTime()), (ids[1], null, null)]);
        open.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_step_of_one_row_is_written_like_one_of_many(bool isOneRow)
    {
        await storage.Database.ExecuteAsync("create table if not exists single (id uuid, name text, rung text, cost numeric, at timestamptz, body bytea, chosen boolean)", null, Token);
        var id = Guid.CreateVersion7();
        var row = new
        {
            ids = new[] { id },
            names = new string?[] { null },
            rungs = new[] { Rung.ExecuteWithApproval },
            costs = new decimal?[] { 1.50m },
            ats = new[] { Noon },
            bodies = new[] { new byte[] { 0, 255 } },
            chosen = true,
        };
        const string Insert =
            """
            insert into single (id, name, rung, cost, at, body, chosen)
            select id, name, rung, cost, at, body, @chosen
            from unnest(
                @ids::uuid[], @names::text[], @rungs::text[],
                @costs::numeric[], @ats::timestamptz[], @bodies::bytea[]) as given (id, name, rung, cost, at, body)
            """;
        const string Update = "update single set name = 'seen' where id = any(@ids) and name is null";

        await storage.Database.SendAsync([new(Insert, row) { IsOneRow = isOneRow }, new(Update, row) { IsOneRow = isOneRow }], Token);

        (await storage.Database.FindAsync<string>("select concat_ws(' ', name, rung, cost, at at time zone 'UTC', body, chosen) from single where id = @id", new { id }, Token))
            .ShouldBe(@"seen execute_with_approval 1.50 2026-03-02 10:00:00 \x00ff t");
    }

    [Fact]
    public async Task A_transaction_does_all_or_nothing_and_tells_only_what_is_there()
    {
        await storage.Database.ExecuteAsync("create table if not exists transacted (id int)", null, Token);
        var told = new List<string>();

        await Should.ThrowAsync<InvalidOperationException>(() => storage.Database.InTransactionAsync(
            async transaction =>
            {
                transaction.AfterCommit(() => told.Add("never"));
                await transaction.ExecuteAsync("insert into transacted values (1)", null, Token);
                throw new InvalidOperationException("changed my mind");
            },
            Token));
        var kept = await storage.Database.InTransactionAsync(
            async transaction =>
            {
                transaction.AfterCommit(() => told.Add("kept"));
                await transaction.ExecuteAsync("insert into transacted values (2)", null, Token);
                return await transaction.QueryAsync<int>("select id from transacted", null, Token);
            },
            Token);

        kept.ShouldBe([2]);
        told.ShouldBe(["kept"]);
    }

    [Fact]
    public async Task Text_that_cannot_be_stored_is_invalid_input_and_harms_nobody()
    {
        var failure = await Should.ThrowAsync<Exception>(() => storage.Database.FindAsync<string>("select @text", new { text = "nul \0 in it" }, Token));

        DatabaseFailure.IsInvalidInput(failure).ShouldBeTrue(failure.ToString());
        DatabaseFailure.IsUnavailable(failure).ShouldBeFalse();
        (await storage.Database.AnswersAsync(Token)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_broken_rule_is_known_by_its_name()
    {
        await storage.Database.ExecuteAsync("create table ruled (id int constraint ruled_once unique, n int constraint ruled_positive check (n > 0))", null, Token);
        await storage.Database.ExecuteAsync("insert into ruled values (1, 1)", null, Token);

        var twice = await Should.ThrowAsync<Exception>(() => storage.Database.ExecuteAsync("insert into ruled values (1, 1)", null, Token));
        var negative = await Should.ThrowAsync<Exception>(() => storage.Database.ExecuteAsync("insert into ruled values (2, -1)", null, Token));

        DatabaseFailure.IsUniqueViolation(twice, "ruled_once").ShouldBeTrue();
        DatabaseFailure.IsUniqueViolation(twice, "other").ShouldBeFalse();
        DatabaseFailure.IsUniqueViolation(negative, "ruled_positive").ShouldBeFalse();
        DatabaseFailure.IsConstraintViolation(negative, "ruled_positive").ShouldBeTrue();
    }

    [Fact]
    public async Task Every_statement_of_this_room_is_understood_by_postgres() =>
        (await SqlCheck.PrepareAllAsync(storage.Database, typeof(Database).Assembly, Token)).ShouldContain("MigrationStore.Add");
}
