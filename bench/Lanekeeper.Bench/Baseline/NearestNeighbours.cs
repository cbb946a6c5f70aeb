using System.Text.RegularExpressions;

namespace Lanekeeper.Bench.Baseline;

/// <summary>The peer: TF-IDF vectors of words, cosine, the nearest examples vote with their similarity.</summary>
internal sealed partial class NearestNeighbours
{
    private readonly Dictionary<string, double> _idf;
    private readonly IReadOnlyList<Message> _examples;
    private readonly Dictionary<string, List<(int Example, double Value)>> _postings = [];
    private readonly int _neighbours;

    public NearestNeighbours(IReadOnlyList<Message> examples, int neighbours)
    {
        (_examples, _neighbours) = (examples, neighbours);
        _idf = examples.SelectMany(example => WordsOf(example.Text).Distinct()).GroupBy(word => word)
            .ToDictionary(group => group.Key, group => Math.Log((1.0 + examples.Count) / (1 + group.Count())) + 1);
        for (var i = 0; i < examples.Count; i++)
        {
            foreach (var (word, value) in VectorOf(examples[i].Text))
            {
                (_postings.TryGetValue(word, out var known) ? known : _postings[word] = []).Add((i, value));
            }
        }
    }

    public int Classify(string text)
    {
        var similarities = new double[_examples.Count];
        foreach (var (word, value) in VectorOf(text))
        {
            foreach (var (example, other) in _postings[word])
            {
                similarities[example] += value * other;
            }
        }

        return Enumerable.Range(0, similarities.Length).OrderByDescending(i => similarities[i]).Take(_neighbours)
            .GroupBy(i => _examples[i].Intent).MaxBy(group => group.Sum(i => similarities[i]))!.Key;
    }

    private Dictionary<string, double> VectorOf(string text)
    {
        var counts = WordsOf(text).Where(_idf.ContainsKey).GroupBy(word => word).ToDictionary(group => group.Key, group => group.Count() * _idf[group.Key]);
        var length = Math.Sqrt(counts.Values.Sum(value => value * value));
        return counts.ToDictionary(pair => pair.Key, pair => pair.Value / length);
    }

    private static IEnumerable<string> WordsOf(string text) => Word().Matches(text.ToLowerInvariant()).Select(match => match.Value);

    [GeneratedRegex(@"\w\w+")]
    private static partial Regex Word();
}
