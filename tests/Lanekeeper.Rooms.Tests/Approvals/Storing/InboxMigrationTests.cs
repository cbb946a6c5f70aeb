using Lanekeeper.Approvals;
using Lanekeeper.Storage;
using Lanekeeper.Testing;

namespace Lanekeeper.Rooms.Tests.Approvals.Storing;

public sealed class InboxMigrationTests
{
    private const string Insert =
        """
        insert into approvals.approval
            (id, kind, run_id, step_id, workflow, snapshot, started_by, asked_group, request, requested_at, expires_at, on_expiry, state, decided_at, decided_by, decided_by_name)
        values (gen_random_uuid(), 'question', gen_random_uuid(), 'ask', 'w', 's', 'x', 'Finance', @request::json, now(), now() + interval '1 day', 'reject',
            @state, case when @state <> 'pending' then now() end, case when @state <> 'pending' then 'x' end, case when @state <> 'pending' then 'x' end)
        """;

    [Fact]
    public async Task Cards_from_before_are_listed_and_one_that_cannot_be_decoded_stays()
    {
        await using var test = await TestDatabase.CreateEmptyAsync();
        await RunAsync(test.Database, "0001_approval.sql");
        string[] requests =
        [
            """{"title":"T","summary":"Two\nlines","deciders":["Bo@example.com"],"separationOfDuties":true,"action":{"decision":{"rule":"ladder"}}}""",
            """{"title":"a\u0000b","summary":"s","deciders":[],"separationOfDuties":false}""",
        ];
        foreach (var request in requests)
        {
            await test.Database.ExecuteAsync(Insert, new { request, state = "pending" }, TestContext.Current.CancellationToken);
        }

        await test.Database.ExecuteAsync(Insert, new { request = requests[0], state = "expired" }, TestContext.Current.CancellationToken);
        await RunAsync(test.Database, "0002_inbox.sql");
        await RunAsync(test.Database, "0003_inbox_speed.sql");

        var rows = await test.Database.QueryAsync<(string Title, string Summary, string? Rule, string Deciders, bool Separate, bool Settled)>(
            "select title, summary, rule, array_to_string(deciders, ','), separate_duties, is_settled from approvals.approval order by title desc", null, TestContext.Current.CancellationToken);
        rows.ShouldBe(
        [
            ("question", "", null, "finance", true, false),
            ("T", "Two lines", "ladder", "bo@example.com,finance", true, false),
            ("", "", null, "", false, true),
        ]);
    }

    private static async Task RunAsync(Database database, string file)
    {
        var assembly = typeof(IApprovals).Assembly;
        using var reader = new StreamReader(assembly.GetManifestResourceStream(assembly.GetManifestResourceNames().Single(name => name.EndsWith(file, StringComparison.Ordinal)))!);
        await database.ExecuteAsync(await reader.ReadToEndAsync(TestContext.Current.CancellationToken), null, TestContext.Current.CancellationToken);
    }
}
