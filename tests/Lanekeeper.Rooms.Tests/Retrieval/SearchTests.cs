using Lanekeeper.Permissions;
using Lanekeeper.Retrieval;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Rooms.Tests.Retrieval;

public sealed class SearchTests(RetrievalFixture room) : IClassFixture<RetrievalFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_best_passage_comes_first_with_its_place_and_can_be_opened()
    {
        var name = room.Name();
        await room.SyncAsync(name, ("returns.md", "# Returns\n\nSend parcels back within 30 days.\n\n## Cost\n\nReturns are free."), ("hours.md", "Open from nine to five."));

        var found = await room.SearchAsync("How much does it cost to return a parcel?", name);

        found[0].Heading.ShouldBe("Returns > Cost");
        (found[0].Document, found[0].StartLine, found[0].EndLine, found[0].Trust, found[0].Source).ShouldBe(("returns.md", 7, 7, Trust.Trusted, name));
        found.Count.ShouldBe(2);
        found.Select(passage => passage.Score).ShouldBeInOrder(SortDirection.Descending);
        (await room.Retrieval.GetAsync(RetrievalFixture.Reviewer, found[0].Id, Token)).Value.ShouldBe(found[0] with { Score = 0 });
    }

    [Fact]
    public async Task A_citation_is_read_among_its_neighbours()
    {
        var name = room.Name();
        await room.SyncAsync(name, ("other.md", "# x\nkettle"), ("long.md", string.Concat(Enumerable.Range(0, 40).Select(n => $"# Part {n}\nWords of part {n}{(n == 25 ? ", a teapot" : "")}.\n"))));
        var cited = (await room.SearchAsync("teapot", name))[0];

        var found = (await room.Retrieval.ReadAroundAsync(RetrievalFixture.Reviewer, cited.Id, Token)).Value;

        found.Cited.ShouldBe(cited with { Score = 0 });
        found.Source.Name.ShouldBe(name);
        found.Around.Select(passage => passage.Heading).ShouldBe(Enumerable.Range(15, 21).Select(n => $"Part {n}"));
        (await room.Retrieval.ReadAroundAsync(RetrievalFixture.Reviewer, Guid.Empty, Token)).Problem!.Code.ShouldBe("retrieval.unknown-passage");
        (await room.Retrieval.ReadAroundAsync(Actor.Anonymous, cited.Id, Token)).Problem!.Kind.ShouldBe(ProblemKind.Unauthenticated);
    }

    [Fact]
    public async Task Ties_are_decided_by_document_and_position()
    {
        var name = room.Name();
        await room.SyncAsync(name, ("b.md", "# x\napple\n# x\napple"), ("a.md", "# x\napple"), ("B.md", "# x\napple"));

        (await room.SearchAsync("apple", name)).Select(passage => (passage.Document, passage.StartLine)).ShouldBe([("B.md", 2), ("a.md", 2), ("b.md", 2), ("b.md", 4)]);
    }

    [Fact]
    public async Task Several_sources_are_ranked_as_one_and_the_others_are_not_seen()
    {
        var (one, two, three) = (room.Name(), room.Name(), room.Name());
        await room.SyncAsync(one, ("a.md", "apple pie"));
        await room.SyncAsync(two, ("a.md", "apple apple"), ("b.md", "pear"));
        await room.SyncAsync(three, ("a.md", "apple apple apple"));

        var found = await room.SearchAsync("apples", two, one);

        found.Select(passage => passage.Source).ShouldBe([two, one]);
    }

    [Fact]
    public async Task Each_source_is_asked_in_its_own_language()
    {
        var (english, dutch) = (room.Name(), room.Name());
        await room.SyncAsync(english, ("a.md", "Several parcels were lost"));
        await room.Retrieval.SyncAsync(RetrievalFixture.Operator, RetrievalFixture.Source(dutch, ("a.md", "Het pakket is verloren")) with { Language = "dutch" }, Token);

        (await room.SearchAsync("parcel pakketten", english, dutch)).Select(passage => passage.Source).ShouldBe([english, dutch], ignoreOrder: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("the of and")]
    [InlineData("\0")]
    [InlineData("unheard")]
    public async Task A_question_without_a_word_that_counts_finds_nothing(string text)
    {
        var name = room.Name();
        await room.SyncAsync(name, ("a.md", "apple"));

        (await room.SearchAsync(text, name)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_very_long_question_is_asked_by_its_beginning_and_its_rarest_words()
    {
        var name = room.Name();
        var common = string.Join(' ', Enumerable.Range(0, 100).Select(i => $"common{i}"));
        await room.SyncAsync(name, ("a.md", common), ("b.md", common), ("c.md", "needle"));

        (await room.SearchAsync($"{common} needle", name)).Select(passage => passage.Document).ShouldContain("c.md");
        (await room.SearchAsync(new string('x', 9_990) + " common1 needle", name)).Select(passage => passage.Document).ShouldBe(["a.md", "b.md"]);
    }

    [Fact]
    public async Task A_source_that_is_not_there_is_named()
    {
        var name = room.Name();
        await room.SyncAsync(name);

        (await room.SearchAsync("apple", name)).ShouldBeEmpty();
        (await room.Retrieval.SearchAsync(new PassageQuery([name, "nowhere"], "apple", 5), Token)).Problem!.Message.ShouldStartWith("Not indexed: nowhere.");
        (await room.Retrieval.SearchAsync(new PassageQuery([], "apple", 5), Token)).Problem!.Code.ShouldBe("retrieval.no-source");
        (await room.Retrieval.GetAsync(RetrievalFixture.Operator, Guid.Empty, Token)).Problem!.Kind.ShouldBe(ProblemKind.NotFound);
    }

    [Fact]
    public async Task Another_process_sees_a_change_at_its_next_search()
    {
        var name = room.Name();
        await room.SyncAsync(name, ("a.md", "apple"));
        await using var other = room.Another();
        var elsewhere = other.GetRequiredService<IRetrieval>();
        (await elsewhere.SearchAsync(new PassageQuery([name], "apple", 5), Token)).Value.Passages.Count.ShouldBe(1);

        await room.SyncAsync(name, ("a.md", "apple"), ("b.md", "apple"));

        (await elsewhere.SearchAsync(new PassageQuery([name], "apple", 5), Token)).Value.Passages.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Searches_during_changes_never_fail_and_see_one_state_or_the_other()
    {
        var name = room.Name();
        await room.SyncAsync(name, ("0.md", "apple"));

        var changes = Task.Run(async () =>
        {
            for (var i = 1; i <= 20; i++)
            {
                await room.SyncAsync(name, ($"{i}.md", "apple"));
            }
        }, Token);
        while (!changes.IsCompleted)
        {
            (await room.SearchAsync("apple", name)).Count.ShouldBe(1);
        }

        await changes;
    }
}
