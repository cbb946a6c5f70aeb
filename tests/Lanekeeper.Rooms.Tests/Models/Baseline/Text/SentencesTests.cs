using Lanekeeper.Models.Baseline.Text;

namespace Lanekeeper.Rooms.Tests.Models.Baseline.Text;

public sealed class SentencesTests
{
    [Fact]
    public void Markdown_is_taken_apart_into_plain_sentences()
    {
        const string markdown = """
            # Returns

            You may return goods within **30 days**. See [the form](https://example.com/form)
            for details, e.g. the address. It costs 3.50 EUR.

            - Keep the box
            - Do not use it!
            ---
            """;

        Sentences.Of(markdown).ShouldBe(
        [
            "You may return goods within 30 days.",
            "See the form for details, e.g. the address.",
            "It costs 3.50 EUR.",
            "Keep the box",
            "Do not use it!",
        ]);
    }

    [Fact]
    public void Words_of_scripts_without_blanks_are_single_signs()
    {
        Words.Of("退货 please").ShouldBe(["退", "货", "please"]);
    }

    [Fact]
    public void Inflected_words_share_a_stem()
    {
        Stems.Of("refund refunds refunded refunding").Distinct().ShouldHaveSingleItem();
        Stems.Of("delivery deliveries").Distinct().ShouldHaveSingleItem();
        Stems.Of("shipping shipped ships").Distinct().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("one two three", 9, "one two…")]
    [InlineData("🙂🙂🙂", 2, "🙂…")]
    [InlineData("short", 5, "short")]
    [InlineData("anything", 0, "")]
    public void A_cut_counts_code_points_and_ends_at_a_word(string text, int length, string cut)
    {
        Cut.AtWord(text, length).ShouldBe(cut);
    }
}
