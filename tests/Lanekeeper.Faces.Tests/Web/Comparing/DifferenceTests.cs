using FsCheck;
using FsCheck.Fluent;
using Lanekeeper.Web.Comparing;

namespace Lanekeeper.Faces.Tests.Web.Comparing;

public sealed class DifferenceTests
{
    // Few letters and many line breaks, so that lines and words recur and the search has something to find.
    private static readonly Arbitrary<string> Texts = Gen.Elements('a', 'b', 'c', ' ', '\n', '\n', '.').ArrayOf().Select(letters => new string(letters)).ToArbitrary();

    [Fact]
    public void Applying_a_difference_to_the_old_text_gives_the_new_one() =>
        Prop.ForAll(Texts, Texts, (before, after) =>
        {
            var lines = Difference.Between(before, after).Lines;
            return Join(lines, Side.Removed) == before && Join(lines, Side.Added) == after;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Lines_are_numbered_as_they_stand_in_their_text() =>
        Prop.ForAll(Texts, Texts, (before, after) =>
        {
            var lines = Difference.Between(before, after).Lines;
            return IsCounting(lines.Select(line => line.Before)) && IsCounting(lines.Select(line => line.After));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Equal_texts_have_no_change() =>
        Prop.ForAll(Texts, text => Difference.Between(text, text).Lines.All(line => line.Side == Side.Both)).QuickCheckThrowOnFailure();

    [Fact]
    public void No_shorter_difference_exists() =>
        Prop.ForAll(Texts, Texts, (before, after) =>
        {
            var (old, now) = (Difference.Split(before), Difference.Split(after));
            var difference = Difference.Between(before, after);
            return difference.Added + difference.Removed == old.Length + now.Length - (2 * LongestCommon(old, now));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Folding_loses_no_line_and_folds_no_change() =>
        Prop.ForAll(Texts, Texts, (before, after) =>
        {
            var lines = Difference.Between(before, after).Lines;
            var blocks = DifferenceBlocks.Fold(lines);
            return blocks.SelectMany(block => block.Lines).SequenceEqual(lines)
                && blocks.Where(block => block.IsFolded).SelectMany(block => block.Lines).All(line => line.Side == Side.Both);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Just_the_words_that_changed_are_marked()
    {
        var lines = Difference.Between("A refund above 150 USD goes to a person.", "A refund above 100 USD goes to a person.").Lines;

        lines.Select(line => line.Segments.Single(segment => segment.IsMarked).Text).ShouldBe(["150", "100"]);
    }

    [Fact]
    public void Lines_that_have_nothing_in_common_are_not_marked_word_by_word() =>
        Difference.Between("Never promise a date.", "Sign as Brambleworks").Lines.ShouldAllBe(line => line.Segments.Count == 1 && !line.Segments[0].IsMarked);

    [Fact]
    public void Huge_and_wholly_different_texts_are_answered_in_bounded_work()
    {
        var before = string.Join('\n', Enumerable.Range(0, 4_900).Select(i => $"old {i}"));
        var after = string.Join('\n', Enumerable.Range(0, 4_900).Select(i => $"new {i}"));

        Difference.Between(before, after).ShouldSatisfyAllConditions(
            difference => difference.Removed.ShouldBe(4_900),
            difference => difference.Added.ShouldBe(4_900));
        Difference.Between(new string('a', Difference.MostCharacters), "b").TooLarge.ShouldBeTrue();
        Difference.Between(new string('\n', Difference.MostLines), "b").TooLarge.ShouldBeTrue();
    }

    private static string Join(IEnumerable<DifferenceLine> lines, Side side) => string.Join('\n', lines.Where(line => line.Side == side || line.Side == Side.Both).Select(line => line.Text));

    private static bool IsCounting(IEnumerable<int?> numbers) => numbers.OfType<int>().Select((number, index) => number == index + 1).All(right => right);

    private static int LongestCommon(string[] one, string[] other)
    {
        var best = new int[one.Length + 1, other.Length + 1];
        for (var i = 1; i <= one.Length; i++)
        {
            for (var j = 1; j <= other.Length; j++)
            {
                best[i, j] = one[i - 1] == other[j - 1] ? best[i - 1, j - 1] + 1 : Math.Max(best[i - 1, j], best[i, j - 1]);
            }
        }

        return best[one.Length, other.Length];
    }
}
