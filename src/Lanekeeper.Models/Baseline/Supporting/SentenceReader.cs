using Lanekeeper.Models.Baseline.Text;

namespace Lanekeeper.Models.Baseline.Supporting;

/// <summary>Takes passages, or a message itself, apart into sentences with their subject words.</summary>
internal static class SentenceReader
{
    private const int MostPassages = 20;
    private const int MostSentences = 400;
    private static readonly IReadOnlySet<string> NoTitle = new HashSet<string>();

    public static IReadOnlyList<Sentence> OfPassages(IReadOnlyList<BaselinePassage> passages) =>
        [.. passages.Take(MostPassages).Index().SelectMany(passage => Of(passage.Item.Text, passage.Index + 1, TitleOf(passage.Item))).Take(MostSentences)];

    public static IReadOnlyList<Sentence> OfMessage(string text) => [.. Of(text, 0, NoTitle).Take(MostSentences)];

    private static IEnumerable<Sentence> Of(string text, int passage, IReadOnlySet<string> title)
    {
        var sentences = Sentences.Of(text).ConvertAll(sentence => (Text: sentence, Words: Counted(Stems.Of(sentence))));
        var around = sentences.SelectMany(sentence => sentence.Words.Keys).ToHashSet(StringComparer.Ordinal);
        return sentences.Select((sentence, position) => new Sentence(passage, position, sentence.Text, sentence.Words, title, around));
    }

    private static HashSet<string> TitleOf(BaselinePassage passage) =>
        Stems.Of($"{Path.GetFileNameWithoutExtension(passage.Document)} {passage.Heading}").ToHashSet(StringComparer.Ordinal);

    private static Dictionary<string, int> Counted(List<string> words)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in words)
        {
            counts[word] = counts.GetValueOrDefault(word) + 1;
        }

        return counts;
    }
}
