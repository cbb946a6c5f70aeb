using Lanekeeper.Retrieval.Storing;

namespace Lanekeeper.Retrieval.Ranking;

/// <summary>The inverted index of one source as of one generation. It never changes.</summary>
internal sealed class SourceIndex
{
    private readonly Dictionary<string, Postings> _postings;
    private readonly Guid[] _ids;
    private readonly int[] _lengths;

    public SourceIndex(long generation, Dictionary<string, Postings> postings, Guid[] ids, int[] lengths, IReadOnlyDictionary<Guid, FoundPassage> texts)
    {
        (Generation, _postings, _ids, _lengths, Texts) = (generation, postings, ids, lengths, texts);
        TotalLength = lengths.Sum(length => (long)length);
    }

    public long Generation { get; }

    public int Count => _ids.Length;

    public long TotalLength { get; }

    /// <summary>The passages themselves where the source is small.</summary>
    public IReadOnlyDictionary<Guid, FoundPassage> Texts { get; }

    /// <param name="passage">Its place among all, ordered by document and position.</param>
    public Guid IdOf(int passage) => _ids[passage];

    public int LengthOf(int passage) => _lengths[passage];

    public int CountOf(string lexeme) => _postings.TryGetValue(lexeme, out var postings) ? postings.Count : 0;

    /// <summary>Adds to each passage's score what the lexeme contributes.</summary>
    public void Score(string lexeme, double idf, (double Constant, double PerLexeme) norm, Span<double> scores)
    {
        if (!_postings.TryGetValue(lexeme, out var postings))
        {
            return;
        }

        var weight = idf * (Bm25.K1 + 1);
        for (var reader = postings.Read(); reader.Next();)
        {
            var frequency = reader.Frequency;
            scores[reader.Passage] += weight * frequency / (frequency + norm.Constant + (norm.PerLexeme * _lengths[reader.Passage]));
        }
    }
}
