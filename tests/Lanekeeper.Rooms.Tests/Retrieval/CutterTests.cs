using Lanekeeper.Retrieval;
using Lanekeeper.Retrieval.Cutting;

namespace Lanekeeper.Rooms.Tests.Retrieval;

public sealed class CutterTests
{
    [Fact]
    public void A_section_stands_under_all_its_headings_and_knows_its_lines()
    {
        Markdown("# Returns\n\nYou may return.\n\n## How ##\nBy post.\n\n### Label\nPrint it.\n## Cost\nFree.\n").ShouldBe(
        [
            new Cut("Returns", "You may return.", 3, 3),
            new Cut("Returns > How", "By post.", 6, 6),
            new Cut("Returns > How > Label", "Print it.", 9, 9),
            new Cut("Returns > Cost", "Free.", 11, 11),
        ]);
    }

    [Fact]
    public void Underlined_headings_count_as_well()
    {
        Markdown("Returns\nand refunds\n===\ntext\n\nHow\n---\nmore").ShouldBe(
            [new Cut("Returns and refunds", "text", 4, 4), new Cut("Returns and refunds > How", "more", 8, 8)]);
    }

    [Theory]
    [InlineData("```\n# not a heading\n```")]
    [InlineData("~~~~ sh\n# not a heading\n~~~\n# nor this\n~~~~")]
    [InlineData("    # code")]
    [InlineData("#hashtag")]
    [InlineData("####### seven")]
    [InlineData("- item\n---")]
    [InlineData("text\n\n---\n\nmore")]
    [InlineData("> quote\n---")]
    [InlineData("| a |\n| - |\n| b |")]
    [InlineData("```\n# never closed")]
    public void What_only_looks_like_a_heading_is_text(string text)
    {
        Markdown(text).ShouldHaveSingleItem().Heading.ShouldBe("");
    }

    [Fact]
    public void Front_matter_is_left_out_and_lines_are_still_counted()
    {
        Markdown("---\ntitle: x\n---\n# A\ntext").ShouldBe([new Cut("A", "text", 5, 5)]);
        Markdown("---\nno end").ShouldHaveSingleItem().Text.ShouldBe("---\nno end");
    }

    [Fact]
    public void A_heading_with_nothing_under_it_can_be_found()
    {
        Markdown("# A\n## B\n## C\ntext").ShouldBe([new Cut("A > B", "## B", 2, 2), new Cut("A > C", "text", 4, 4)]);
        Markdown("text\n# Last").ShouldBe([new Cut("", "text", 1, 1), new Cut("Last", "# Last", 2, 2)]);
    }

    [Fact]
    public void Line_ends_of_every_kind_and_a_byte_order_mark_do_not_matter()
    {
        Markdown("\uFEFF# A\r\none\rtwo\r\n\r\nthree\n").ShouldBe([new Cut("A", "one\ntwo\n\nthree", 2, 5)]);
    }

    [Fact]
    public void A_long_section_is_split_between_paragraphs()
    {
        var paragraph = string.Concat(Enumerable.Repeat("Fifty characters of text make up one sentence. Yes ", 12)).Trim();

        var cuts = Markdown($"# A\n\n{paragraph}\n\n{paragraph}\n\n{paragraph}\n");

        cuts.ShouldBe([new Cut("A", $"{paragraph}", 3, 3), new Cut("A", paragraph, 5, 5), new Cut("A", paragraph, 7, 7)]);
    }

    [Fact]
    public void A_long_paragraph_is_split_after_sentences_and_endless_text_anywhere()
    {
        var sentences = Cutter.Cut(new SourceDocument("a.txt", string.Join(' ', Enumerable.Range(0, 60).Select(i => $"This is sentence number {i} of the text."))));
        sentences.Count.ShouldBe(2);
        sentences.ShouldAllBe(cut => cut.Text.EndsWith('.') && cut.Text.StartsWith("This") && cut.Text.Length <= LongText.Longest);

        var endless = Cutter.Cut(new SourceDocument("a.txt", "x" + string.Concat(Enumerable.Repeat("😀", 2000))));
        endless.ShouldAllBe(cut => cut.Text.Length <= LongText.Longest && !char.IsLowSurrogate(cut.Text[0]));
        string.Concat(endless.Select(cut => cut.Text)).Length.ShouldBe(4001);
    }

    [Fact]
    public void Plain_text_has_no_headings()
    {
        Cutter.Cut(new SourceDocument("notes.txt", "# one\n\ntwo")).ShouldBe([new Cut("", "# one\n\ntwo", 1, 3)]);
    }

    [Fact]
    public void Nothing_but_blanks_makes_no_passage()
    {
        Markdown("").ShouldBeEmpty();
        Markdown(" \n\t\n").ShouldBeEmpty();
    }

    private static IReadOnlyList<Cut> Markdown(string text) => Cutter.Cut(new SourceDocument("a.md", text));
}
