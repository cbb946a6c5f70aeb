using System.Text.Json;
using Lanekeeper.Permissions;
using Lanekeeper.Retrieval;
using Lanekeeper.Retrieval.Cutting;
using Lanekeeper.Retrieval.Syncing;
using Lanekeeper.Testing;

namespace Lanekeeper.Rooms.Tests.Retrieval;

public sealed class SyncTests(RetrievalFixture room) : IClassFixture<RetrievalFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_what_changed_is_indexed_again_and_what_went_is_removed()
    {
        var name = room.Name();

        (await room.SyncAsync(name, ("a.md", "# A\none"), ("b.md", "# B\ntwo\n# C\nthree"))).ShouldBe(new SyncReport(name, 2, 2, 0, 0, 3));
        (await room.SyncAsync(name, ("a.md", "# A\none"), ("b.md", "# B\ntwo\n# C\nthree"))).ShouldBe(new SyncReport(name, 2, 0, 2, 0, 3));
        (await room.SyncAsync(name, ("a.md", "# A\nfour"), ("b.md", "# B\ntwo\n# C\nthree"))).ShouldBe(new SyncReport(name, 2, 1, 1, 0, 3));
        (await room.SearchAsync("one", name)).ShouldBeEmpty();
        (await room.SearchAsync("four", name)).ShouldHaveSingleItem().Document.ShouldBe("a.md");
        (await room.SyncAsync(name, ("c.md", "five"))).ShouldBe(new SyncReport(name, 1, 1, 0, 2, 1));
        (await room.SearchAsync("two three four", name)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Unchanged_passages_keep_their_ids()
    {
        var name = room.Name();
        await room.SyncAsync(name, ("a.md", "alpha"), ("b.md", "beta"));
        var before = (await room.SearchAsync("alpha", name)).Single().Id;

        await room.SyncAsync(name, ("a.md", "alpha"), ("b.md", "gamma"));

        (await room.SearchAsync("alpha", name)).Single().Id.ShouldBe(before);
    }

    [Fact]
    public async Task Another_language_indexes_everything_again()
    {
        var name = room.Name();
        await room.SyncAsync(name, ("a.md", "The parcels arrived."));

        var report = (await room.Retrieval.SyncAsync(RetrievalFixture.Operator, RetrievalFixture.Source(name, ("a.md", "The parcels arrived.")) with { Language = "simple" }, Token)).Value;

        report.Indexed.ShouldBe(1);
        (await room.SearchAsync("parcel", name)).ShouldBeEmpty();
        (await room.SearchAsync("parcels", name)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_source_is_listed_with_what_it_holds()
    {
        var name = room.Name();
        await room.SyncAsync(name, ("a.md", "# A\none\n# B\ntwo"));

        var listed = (await room.Retrieval.ListAsync(RetrievalFixture.Reviewer, Token)).Value;

        listed.Items.Single(source => source.Name == name).ShouldBe(new SourceState(name, "ana@example.org", Trust.Trusted, "english", 1, 2, room.Time.GetUtcNow()));
    }

    [Fact]
    public async Task Who_may_not_is_told_so()
    {
        (await room.Retrieval.SyncAsync(RetrievalFixture.Reviewer, RetrievalFixture.Source("x"), Token)).Problem!.Kind.ShouldBe(ProblemKind.Denied);
        (await room.Retrieval.ListAsync(Actor.Anonymous, Token)).Problem!.Kind.ShouldBe(ProblemKind.Unauthenticated);
        (await room.Retrieval.GetAsync(Actor.Anonymous, Guid.Empty, Token)).Problem!.Kind.ShouldBe(ProblemKind.Unauthenticated);
    }

    [Fact]
    public async Task A_language_that_PostgreSQL_does_not_know_is_answered_with_those_it_knows()
    {
        var problem = (await room.Retrieval.SyncAsync(RetrievalFixture.Operator, RetrievalFixture.Source("x") with { Language = "klingon'; drop table x" }, Token)).Problem!;

        problem.Code.ShouldBe("retrieval.unknown-language");
        problem.Message.ShouldContain("dutch, english");
    }

    [Theory]
    [InlineData("a.md", "line\nNUL \0", "a.md has a NUL character in line 2")]
    [InlineData("../a.md", "text", "'../a.md' is no path")]
    [InlineData("/a.md", "text", "'/a.md' is no path")]
    [InlineData("a\\b.md", "text", "'a\\b.md' is no path")]
    [InlineData("a\0.md", "text", "'a?.md' is no path")]
    [InlineData("", "text", "'' is no path")]
    public async Task A_document_that_is_no_text_is_refused_by_name(string path, string text, string expected)
    {
        var name = room.Name();

        var problem = (await room.Retrieval.SyncAsync(RetrievalFixture.Operator, RetrievalFixture.Source(name, ("good.md", "text"), (path, text)), Token)).Problem!;

        problem.Code.ShouldBe("retrieval.invalid-source");
        problem.Details.ShouldHaveSingleItem().ShouldStartWith(expected);
        (await room.Retrieval.ListAsync(RetrievalFixture.Operator, Token)).Value.Items.ShouldNotContain(source => source.Name == name);
    }

    [Fact]
    public async Task What_cannot_be_stored_is_refused_before_anything_is_written()
    {
        var name = room.Name();
        await room.SyncAsync(name, ("a.md", "kept"));

        (await FaultsAsync(name, ("a.md", new string('x', SyncRules.LargestDocument + 1)))).ShouldContain("5242881 bytes");
        (await FaultsAsync(name, ("a.md", string.Concat(Enumerable.Repeat("# h\n", Cutter.MostPassages + 1))))).ShouldContain("more than 20000 passages");
        (await FaultsAsync(name, ("a.md", "x"), ("a.md", "y"))).ShouldContain("there twice");
        (await FaultsAsync(name, ("a.md", "half \ud800 a pair"))).ShouldContain("a.md is not valid Unicode");
        (await room.SearchAsync("kept", name)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Eight_at_once_leave_what_the_last_one_gave()
    {
        var name = room.Name();

        var reports = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => room.SyncAsync(name, ("same.md", "same"), ($"{i}.md", $"word{i}"))));

        reports.Count(report => report.Unchanged == 0).ShouldBe(1);
        (await room.SearchAsync("word0 word1 word2 word3 word4 word5 word6 word7", name)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Hostile_text_is_indexed_and_asked_like_any_other()
    {
        var naughty = JsonSerializer.Deserialize<string[]>(await File.ReadAllTextAsync(TestData.File("naughty-strings", "blns.json"), Token))!;
        var name = room.Name();
        var usable = naughty.Where(text => !text.Contains('\0', StringComparison.Ordinal)).ToArray();

        var report = await room.SyncAsync(name, [.. usable.Select((text, i) => ($"{i}.md", text + "\n\nmarker"))]);

        report.Indexed.ShouldBe(usable.Length);
        foreach (var text in naughty.Append("half \udc00 a pair"))
        {
            (await room.Retrieval.SearchAsync(new PassageQuery([name], text, 3), Token)).Problem.ShouldBeNull(text);
        }
    }

    [Fact]
    public async Task Every_statement_is_understood_by_PostgreSQL() =>
        (await SqlCheck.PrepareAllAsync(room.Database, typeof(IRetrieval).Assembly, Token)).ShouldContain("PassageStore.Add");

    private async Task<string> FaultsAsync(string name, params (string Path, string Text)[] documents) =>
        (await room.Retrieval.SyncAsync(RetrievalFixture.Operator, RetrievalFixture.Source(name, documents), Token)).Problem!.Message;
}
