namespace Lanekeeper.Retrieval.Ranking;

/// <summary>Keeps the best few of many: by score, then by source, document and position, so that the same question has the same answer.</summary>
internal sealed class BestOf(int most)
{
    private readonly List<Hit> _hits = new(most + 1);

    public IReadOnlyList<Hit> Hits => _hits;

    /// <summary>What a hit must exceed; hits come in the order in which ties are decided, so that an equal one is too late.</summary>
    public double Threshold { get; private set; }

    public void Add(Hit hit)
    {
        var at = _hits.Count;
        while (at > 0 && _hits[at - 1].Score < hit.Score)
        {
            at--;
        }

        _hits.Insert(at, hit);
        if (_hits.Count > most)
        {
            _hits.RemoveAt(most);
        }

        Threshold = _hits.Count == most ? _hits[^1].Score : 0;
    }
}

internal readonly record struct Hit(int Source, int Passage, double Score);
