namespace Lanekeeper.Models.Baseline.Classifying;

/// <summary>
/// The features that the examples hold, each with its weight: log term frequency times inverse document frequency (Salton and Buckley 1988).
/// Each block of a vector has its own fixed share of the length, so that the many pieces do not drown the few words.
/// </summary>
internal sealed class Vocabulary
{
    private static readonly float[] Shares = [MathF.Sqrt(0.5f), MathF.Sqrt(0.5f)];

    private readonly Dictionary<ulong, int> _numbers = [];
    private readonly float[] _weights;
    private readonly float _unknownWeight;

    public Vocabulary(IReadOnlyList<Dictionary<ulong, int>[]> texts)
    {
        var documents = new List<int>();
        foreach (var feature in texts.SelectMany(blocks => blocks).SelectMany(block => block.Keys))
        {
            if (_numbers.TryAdd(feature, documents.Count))
            {
                documents.Add(0);
            }

            documents[_numbers[feature]]++;
        }

        _unknownWeight = 1 + MathF.Log(1f + texts.Count);
        _weights = [.. documents.Select(count => 1 + MathF.Log((1f + texts.Count) / (1f + count)))];
    }

    public int Count => _weights.Length;

    public int? NumberOf(ulong feature) => _numbers.TryGetValue(feature, out var number) ? number : null;

    public float WeightOf(int feature) => _weights[feature];

    public SparseVector VectorOf(Dictionary<ulong, int>[] blocks)
    {
        var capacity = blocks.Sum(block => block.Count);
        var (indices, values) = (new List<int>(capacity), new List<float>(capacity));
        for (var block = 0; block < blocks.Length; block++)
        {
            Append(blocks[block], Shares[block], indices, values);
        }

        return new SparseVector([.. indices], [.. values]);
    }

    // Features outside the vocabulary add to the length all the same: a text of mostly unknown words stays near nothing.
    private void Append(Dictionary<ulong, int> block, float share, List<int> indices, List<float> values)
    {
        var (start, squares) = (indices.Count, 0f);
        foreach (var (feature, times) in block)
        {
            var known = _numbers.TryGetValue(feature, out var number);
            var value = (1 + MathF.Log(times)) * (known ? _weights[number] : _unknownWeight);
            squares += value * value;
            if (known)
            {
                indices.Add(number);
                values.Add(value);
            }
        }

        var scale = squares > 0 ? share / MathF.Sqrt(squares) : 0;
        for (var i = start; i < values.Count; i++)
        {
            values[i] *= scale;
        }
    }
}
