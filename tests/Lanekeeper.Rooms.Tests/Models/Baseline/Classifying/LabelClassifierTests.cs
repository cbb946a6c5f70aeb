using System.Text.Json;
using Lanekeeper.Models.Baseline.Classifying;
using Lanekeeper.Testing;

namespace Lanekeeper.Rooms.Tests.Models.Baseline.Classifying;

public sealed class LabelClassifierTests
{
    private static readonly string[] Names = ["refund", "delivery", "account"];

    private static readonly (string Text, int Label)[] Examples =
    [
        ("I want my money back for the broken lamp", 0), ("Please pay me back the 20 euros", 0), ("When do I get my money?", 0),
        ("My parcel has not arrived yet", 1), ("Where is the courier with my order?", 1), ("The tracking link shows nothing", 1),
        ("I cannot log in with my password", 2), ("Please change my e-mail address", 2), ("How do I close my profile?", 2),
    ];

    [Fact]
    public void A_text_takes_the_label_of_the_examples_that_it_is_like()
    {
        var (label, confidence) = Trained().Classify("has my parcel been handed to the courier");

        label.ShouldBe(1);
        confidence.ShouldBeGreaterThan(0.6);
    }

    [Fact]
    public void A_text_about_nothing_known_gets_a_low_confidence()
    {
        Trained().Classify("how tall is the highest mountain of the moon").Confidence.ShouldBeLessThan(0.4);
    }

    [Fact]
    public void A_text_without_words_gets_a_low_confidence()
    {
        Trained().Classify("").Confidence.ShouldBeLessThan(0.5);
        Trained().Classify("?!... 🙂").Confidence.ShouldBeLessThan(0.5);
    }

    [Fact]
    public void Typing_errors_do_not_hide_the_matter()
    {
        Trained().Classify("pasword dosnt work, canot login").Label.ShouldBe(2);
    }

    [Fact]
    public void Two_trainings_on_the_same_examples_answer_the_same()
    {
        Trained().Classify("money for the parcel").ShouldBe(Trained().Classify("money for the parcel"));
    }

    [Fact]
    public void Without_examples_the_nearest_name_is_taken_without_confidence()
    {
        var untaught = new LabelClassifier(Names, [], []);

        untaught.Classify("a question about delivery").ShouldBe((1, 0));
    }

    [Fact]
    public void A_single_label_is_sure_of_its_own_and_unsure_of_the_rest()
    {
        var single = new LabelClassifier(["delivery"], ["My parcel has not arrived", "Where is my parcel?", "The parcel is late"], [0, 0, 0]);

        single.Classify("my parcel is late").Confidence.ShouldBeGreaterThan(single.Classify("sing me a song about rivers").Confidence + 0.3);
    }

    [Fact]
    public void The_words_that_decided_are_told()
    {
        Trained().WordsFor(1, "Is the parcel with the courier now?", 2).ShouldBe(["parcel", "courier"], ignoreOrder: true);
    }

    [Fact]
    public void Questions_of_bank_customers_reach_the_promised_accuracy_and_foreign_ones_stay_unsure()
    {
        var (names, examples, asked) = Banking();
        var classifier = new LabelClassifier(names, [.. examples.Select(example => example.Text)], [.. examples.Select(example => example.Label)]);

        var answers = asked.ConvertAll(message => classifier.Classify(message.Text));
        answers.Zip(asked, (answer, message) => answer.Label == message.Label ? 1.0 : 0).Average().ShouldBeGreaterThanOrEqualTo(0.93);
        answers.Average(answer => answer.Confidence).ShouldBeInRange(0.90, 0.97);
        Foreign().Average(text => classifier.Classify(text).Confidence < 0.35 ? 1.0 : 0).ShouldBeGreaterThanOrEqualTo(0.85);
    }

    private static LabelClassifier Trained() => new(Names, [.. Examples.Select(example => example.Text)], [.. Examples.Select(example => example.Label)]);

    // The first twenty intents; the bench measures all of them.
    private static (string[] Names, List<(string Text, int Label)> Examples, List<(string Text, int Label)> Asked) Banking()
    {
        var intents = File.ReadAllText(TestData.File("banking77", "train.csv")).Split('\n').Skip(1)
            .Select(line => (Text: line[..Math.Max(line.LastIndexOf(','), 0)].Trim('"'), Intent: line[(line.LastIndexOf(',') + 1)..].Trim()))
            .Where(row => row.Text.Length > 3 && row.Intent.Length > 3 && !row.Intent.Contains(' '))
            .GroupBy(row => row.Intent).OrderBy(group => group.Key, StringComparer.Ordinal).Take(20).ToList();
        var (examples, asked) = (new List<(string, int)>(), new List<(string, int)>());
        foreach (var (label, rows) in intents.Index().Select(intent => (intent.Index, intent.Item.ToList())))
        {
            var count = Math.Min(50, rows.Count / 2);
            examples.AddRange(rows.Take(count).Select(row => (row.Text, label)));
            asked.AddRange(rows.Skip(count).Select(row => (row.Text, label)));
        }

        return ([.. intents.Select(intent => intent.Key)], examples, asked);
    }

    private static List<string> Foreign()
    {
        using var splits = JsonDocument.Parse(File.ReadAllText(TestData.File("clinc150", "data.json")));
        return [.. splits.RootElement.GetProperty("oos_val").EnumerateArray().Select(row => row[0].GetString()!)];
    }
}
