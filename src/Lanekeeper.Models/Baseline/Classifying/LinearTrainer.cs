namespace Lanekeeper.Models.Baseline.Classifying;

/// <summary>
/// One linear support vector machine per label against all others, squared hinge loss, trained by dual coordinate descent
/// (Hsieh, Chang, Lin, Keerthi and Sundararajan 2008, algorithm 1). All machines take their step on an example together, so that its features are read once.
/// </summary>
internal static class LinearTrainer
{
    private const float Cost = 2;
    private const float Slack = 1 / (2 * Cost);
    private const int Passes = 10;
    private const int Seed = 77;

    /// <param name="labels">For each text the number of its label; a text of <see cref="Background.None"/> speaks against every label.</param>
    public static LinearWeights Train(IReadOnlyList<SparseVector> texts, IReadOnlyList<int> labels, int labelCount, int featureCount)
    {
        var weights = new LinearWeights(labelCount, featureCount);
        var alphas = new float[texts.Count * weights.Width];
        var (margins, steps) = (new float[weights.Width], new float[weights.Width]);
        var curvatures = texts.Select(text => 1 + Slack + text.Values.Sum(value => value * value)).ToArray();
        var order = Enumerable.Range(0, texts.Count).ToArray();
        var random = new Random(Seed);
        for (var pass = 0; pass < Passes; pass++)
        {
            random.Shuffle(order);
            foreach (var i in order)
            {
                weights.Score(texts[i], margins);
                Step(alphas.AsSpan(i * weights.Width, weights.Width), margins, steps, labels[i], curvatures[i]);
                weights.Add(texts[i], steps);
            }
        }

        return weights;
    }

    private static void Step(Span<float> alphas, float[] margins, float[] steps, int right, float curvature)
    {
        for (var label = 0; label < alphas.Length; label++)
        {
            var sign = label == right ? 1f : -1f;
            var gradient = sign * margins[label] - 1 + alphas[label] * Slack;
            var alpha = MathF.Max(alphas[label] - gradient / curvature, 0);
            steps[label] = (alpha - alphas[label]) * sign;
            alphas[label] = alpha;
        }
    }
}
