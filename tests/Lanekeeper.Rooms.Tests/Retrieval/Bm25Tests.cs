using FsCheck;
using FsCheck.Fluent;
using Lanekeeper.Retrieval.Ranking;
using Lanekeeper.Retrieval.Storing;

namespace Lanekeeper.Rooms.Tests.Retrieval;

public sealed class Bm25Tests
{
    private static readonly string[] Words = ["a", "b", "c", "d", "e", "rare"];

    private static Gen<string[]> Texts => Gen.ArrayOf(Gen.Elements(Words));

    private static Gen<string[][]> Sources => Gen.ArrayOf(Texts);

    [Fact]
    public void The_ranking_is_that_of_the_formula() =>
        Prop.ForAll(Sources.ToArbitrary(), Sources.ToArbitrary(), Texts.ToArbitrary(), (one, two, question) =>
        {
            var asked = question.Distinct().ToArray();
            var hits = Ranker.Rank([(Index(one), asked), (Index(two), asked)], 5);
            var expected = Naive([one, two], asked).Take(5).ToList();
            return hits.Count == expected.Count
                && hits.Zip(expected).All(pair => Math.Abs(pair.First.Score - pair.Second.Score) < 1e-9)
                && hits.All(hit => Math.Abs(hit.Score - ScoreOf([one, two], asked, hit.Source == 0 ? one[hit.Passage] : two[hit.Passage])) < 1e-9);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Postings_come_back_as_they_were_written() =>
        Prop.ForAll(Gen.ArrayOf(Gen.Choose(1, 40_000)).ToArbitrary(), gaps =>
        {
            var writer = new PostingsWriter();
            var passages = gaps.Aggregate(new List<int> { 0 }, (list, gap) => [.. list, list[^1] + gap]);
            passages.ForEach(passage => writer.Add(passage, passage + 1));

            var read = new List<(int, int)>();
            for (var reader = new Postings(writer.Written.ToArray(), 0, writer.Length, writer.Count).Read(); reader.Next();)
            {
                read.Add((reader.Passage, reader.Frequency));
            }

            return read.SequenceEqual(passages.Select(passage => (passage, passage + 1)));
        }).QuickCheckThrowOnFailure();

    private static SourceIndex Index(string[][] texts)
    {
        var builder = new IndexBuilder();
        foreach (var (i, text) in texts.Index())
        {
            var counts = text.CountBy(word => word).OrderBy(pair => pair.Key, StringComparer.Ordinal).ToList();
            builder.Add(new IndexedPassage(new Guid(i, 0, 0, new byte[8]), "a", i, text.Length, string.Join('\n', counts.Select(pair => pair.Key)), [.. counts.Select(pair => (short)pair.Value)]));
        }

        return builder.Build(1, new Dictionary<Guid, FoundPassage>());
    }

    private static IEnumerable<(string[] Text, double Score)> Naive(string[][][] sources, string[] question) =>
        sources.SelectMany(source => source).Select(text => (text, Score: ScoreOf(sources, question, text))).Where(pair => pair.Score > 0).OrderByDescending(pair => pair.Score);

    private static double ScoreOf(string[][][] sources, string[] question, string[] text)
    {
        var all = sources.SelectMany(source => source).ToList();
        var average = all.Average(each => (double)each.Length);
        return question.Sum(word =>
        {
            double having = all.Count(each => each.Contains(word));
            double frequency = text.Count(each => each == word);
            return Math.Log(1 + ((all.Count - having + 0.5) / (having + 0.5))) * frequency * 2.2 / (frequency + (1.2 * (0.25 + (0.75 * text.Length / average))));
        });
    }
}
