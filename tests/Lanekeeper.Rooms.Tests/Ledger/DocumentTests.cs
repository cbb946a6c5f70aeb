using System.Text.RegularExpressions;
using Lanekeeper.Ledger;

namespace Lanekeeper.Rooms.Tests.Ledger;

/// <summary>docs/using/ledger.md says what is so.</summary>
public sealed partial class DocumentTests(LedgerFixture room) : IClassFixture<LedgerFixture>
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Root(), "docs", "using", "ledger.md"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Queries() => [.. Query().Matches(Document).Select(match => match.Groups[1].Value)];

    [Fact]
    public void There_are_twelve_queries() => Queries().Count.ShouldBe(12);

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Each_query_runs_and_finds_what_it_asks_for(string query)
    {
        var run = Guid.Parse("00000000-0000-7000-8000-000000000000");
        var now = await room.Database.FindAsync<DateTimeOffset>("select now()", null, Token);
        var intents = Enumerable.Range(0, 6).Select(i => room.Intent($"w{i % 2}", run) with
        {
            Id = Guid.CreateVersion7(now),
            OpenedAt = now,
            Purpose = i == 2 ? CallPurpose.Repair : CallPurpose.Answer,
            App = i == 0 ? new CallApp(Guid.CreateVersion7(now), "shop", "openai.chat_completions", false, null) : null,
        }).ToList();
        await Task.WhenAll(intents.Select(intent => room.Calls.OpenAsync(intent, Token)));
        CallFinal[] finals =
        [
            room.Final(intents[0]),
            room.Final(intents[1]) with { CostUsd = null, Usage = new CallUsage(100, 20, null, null, null) },
            room.Final(intents[2]),
            room.Final(intents[3], CallState.FailedTransient) with { FailureCode = "models.overloaded", FailureMessage = "503", CostUsd = null, Usage = CallUsage.Unknown },
        ];
        await Task.WhenAll(finals.Select(final => room.Calls.CloseAsync(final, Token)));

        var rows = await room.Database.QueryAsync<string>($"select to_jsonb(answer)::text from ({query}) as answer", null, Token);

        rows.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Every_column_of_the_view_is_explained()
    {
        var columns = await room.Database.QueryAsync<string>(
            "select column_name::text from information_schema.columns where table_schema = 'ledger' and table_name = 'call_log'", null, Token);

        var explained = Column().Matches(Document).Select(match => match.Groups[1].Value);

        explained.Order().ShouldBe(columns.Order());
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Lanekeeper.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("These tests read docs/; no folder above them holds Lanekeeper.slnx.");
    }

    [GeneratedRegex("```sql\n(.*?);\n```", RegexOptions.Singleline)]
    private static partial Regex Query();

    [GeneratedRegex("^\\| `([a-z_]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex Column();
}
