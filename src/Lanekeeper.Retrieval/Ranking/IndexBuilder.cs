using Lanekeeper.Retrieval.Storing;

namespace Lanekeeper.Retrieval.Ranking;

/// <summary>Builds a <see cref="SourceIndex"/> from the passages of a source, one after another.</summary>
internal sealed class IndexBuilder
{
    private readonly Dictionary<string, PostingsWriter> _writers = new(StringComparer.Ordinal);
    private readonly List<Guid> _ids = [];
    private readonly List<int> _lengths = [];

    public IReadOnlyList<Guid> Ids => _ids;

    public void Add(IndexedPassage passage)
    {
        var writers = _writers.GetAlternateLookup<ReadOnlySpan<char>>();
        var rest = passage.Lexemes.AsSpan();
        foreach (var count in passage.Counts)
        {
            var end = rest.IndexOf('\n') is var at and >= 0 ? at : rest.Length;
            if (!writers.TryGetValue(rest[..end], out var writer))
            {
                writers[rest[..end]] = writer = new PostingsWriter();
            }

            writer.Add(_ids.Count, count);
            rest = rest[Math.Min(end + 1, rest.Length)..];
        }

        _ids.Add(passage.Id);
        _lengths.Add(passage.Length);
    }

    public SourceIndex Build(long generation, IReadOnlyDictionary<Guid, FoundPassage> texts)
    {
        var bytes = new byte[_writers.Values.Sum(writer => writer.Length)];
        var postings = new Dictionary<string, Postings>(_writers.Count, StringComparer.Ordinal);
        var at = 0;
        foreach (var (lexeme, writer) in _writers)
        {
            writer.Written.CopyTo(bytes.AsSpan(at));
            postings.Add(lexeme, new Postings(bytes, at, writer.Length, writer.Count));
            at += writer.Length;
        }

        return new SourceIndex(generation, postings, [.. _ids], [.. _lengths], texts);
    }
}
