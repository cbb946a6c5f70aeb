using Lanekeeper.Models.Baseline;
using Lanekeeper.Models.Baseline.Supporting;

namespace Lanekeeper.Rooms.Tests.Models.Baseline.Supporting;

public sealed class EvidenceTests
{
    private static readonly BaselinePassage[] Passages =
    [
        new("a", "returns.md", "Returns", "Unused goods can be returned within 30 days. The return label is free in Belgium. A label is free for returns in Belgium."),
        new("b", "warranty.md", "Warranty", "Grinders have a warranty of two years. Wear of the burrs is not covered."),
    ];

    [Theory]
    [InlineData("Is the return label free?", "The return label is free in Belgium.")]
    [InlineData("How long is the warranty on grinders?", "Grinders have a warranty of two years.")]
    public void The_sentence_that_speaks_to_the_question_comes_first(string question, string sentence)
    {
        Find(question)[0].Sentence.Text.ShouldBe(sentence);
    }

    [Fact]
    public void The_same_thing_is_not_said_twice()
    {
        Find("Is the return label free in Belgium?").Count(support => support.Sentence.Text.Contains("label")).ShouldBe(1);
    }

    [Theory]
    [InlineData("Do you sponsor football clubs?")]
    [InlineData("")]
    [InlineData("the and of it")]
    public void What_the_passages_do_not_speak_of_finds_nothing(string question)
    {
        Find(question).ShouldBeEmpty();
    }

    private static IReadOnlyList<Support> Find(string question) => Evidence.Find(question, SentenceReader.OfPassages(Passages), 3);
}
