using System.Numerics;
using System.Runtime.InteropServices;

namespace Lanekeeper.Models.Baseline.Classifying;

/// <summary>A weight for each feature and label; one feature's weights lie together, padded to whole vectors of the processor. The last feature is the bias.</summary>
internal sealed class LinearWeights(int labels, int features)
{
    private readonly float[] _weights = new float[(features + 1) * Padded(labels)];

    public int Width { get; } = Padded(labels);

    public float this[int feature, int label] => _weights[feature * Width + label];

    public void Score(SparseVector text, Span<float> scores)
    {
        _weights.AsSpan(features * Width, Width).CopyTo(scores);
        var sums = MemoryMarshal.Cast<float, Vector<float>>(scores);
        for (var i = 0; i < text.Indices.Length; i++)
        {
            var row = MemoryMarshal.Cast<float, Vector<float>>(_weights.AsSpan(text.Indices[i] * Width, Width));
            var value = new Vector<float>(text.Values[i]);
            for (var j = 0; j < row.Length; j++)
            {
                sums[j] += row[j] * value;
            }
        }
    }

    public void Add(SparseVector text, ReadOnlySpan<float> steps)
    {
        var changes = MemoryMarshal.Cast<float, Vector<float>>(steps);
        AddRow(features, 1, changes);
        for (var i = 0; i < text.Indices.Length; i++)
        {
            AddRow(text.Indices[i], text.Values[i], changes);
        }
    }

    private void AddRow(int feature, float value, ReadOnlySpan<Vector<float>> changes)
    {
        var row = MemoryMarshal.Cast<float, Vector<float>>(_weights.AsSpan(feature * Width, Width));
        var factor = new Vector<float>(value);
        for (var j = 0; j < row.Length; j++)
        {
            row[j] += changes[j] * factor;
        }
    }

    private static int Padded(int labels) => (labels + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
}
