namespace Lanekeeper.Models.Baseline.Classifying;

/// <summary>The trained machines, one per label, with the vocabulary that they know. Immutable.</summary>
internal sealed class LabelMachines
{
    private readonly int _labelCount;
    private readonly Vocabulary _vocabulary;
    private readonly LinearWeights _weights;

    public LabelMachines(IReadOnlyList<Dictionary<ulong, int>[]> texts, IReadOnlyList<int> labels, int labelCount)
    {
        _labelCount = labelCount;
        _vocabulary = new Vocabulary(texts);
        _weights = LinearTrainer.Train([.. texts.Select(_vocabulary.VectorOf)], labels, labelCount, _vocabulary.Count);
    }

    public Verdict Judge(Dictionary<ulong, int>[] text)
    {
        Span<float> margins = new float[_weights.Width];
        _weights.Score(_vocabulary.VectorOf(text), margins);

        // The rival of the best label is the second, or, where there is one label only, what a foreign text would get.
        var (best, rival) = (0, _labelCount == 1 ? -1 : float.NegativeInfinity);
        for (var label = 1; label < _labelCount; label++)
        {
            (best, rival) = margins[label] > margins[best] ? (label, margins[best]) : (best, MathF.Max(rival, margins[label]));
        }

        return new Verdict(best, margins[best], margins[best] - rival);
    }

    /// <summary>How strongly a word speaks for a label, above what it says for the average of all.</summary>
    public float Pull(string word, int label)
    {
        if (_vocabulary.NumberOf(Features.OfWord(word)) is not { } feature)
        {
            return 0;
        }

        var average = Enumerable.Range(0, _labelCount).Average(other => _weights[feature, other]);
        return (_weights[feature, label] - (_labelCount > 1 ? average : 0)) * _vocabulary.WeightOf(feature);
    }
}
