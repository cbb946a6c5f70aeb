namespace Lanekeeper.Models.Baseline.Classifying;

/// <summary>
/// Turns verdicts into the probability of being right: Platt's logistic curve (1999) over the margin and the lead, fitted by Newton's method on verdicts
/// from cross-validation. A normal prior holds the curve in place where the verdicts are few.
/// </summary>
internal sealed class Calibrator
{
    // Constant, margin, lead: about where the curves of ten to forty examples per label settle.
    private static readonly double[] Prior = [0.3, 2.8, 3.6];
    private const double PriorPrecision = 1;
    private const int Steps = 25;

    private readonly double[] _curve = [.. Prior];

    public Calibrator(IReadOnlyList<KnownVerdict> known)
    {
        var foreign = known.Count(verdict => verdict.Foreign);
        var foreignWeight = foreign == 0 ? 0 : Background.Share * (known.Count - foreign) / foreign;
        for (var step = 0; step < Steps && known.Count > 0; step++)
        {
            Step(known, foreignWeight);
        }

        // More margin or more lead must never mean less confidence.
        (_curve[1], _curve[2]) = (Math.Max(_curve[1], 0), Math.Max(_curve[2], 0));
    }

    public double ConfidenceOf(Verdict verdict) => 1 / (1 + Math.Exp(-(_curve[0] + _curve[1] * verdict.Margin + _curve[2] * verdict.Lead)));

    private void Step(IReadOnlyList<KnownVerdict> known, double foreignWeight)
    {
        var gradient = new double[_curve.Length];
        var curvature = new double[_curve.Length, _curve.Length];
        for (var i = 0; i < _curve.Length; i++)
        {
            gradient[i] = PriorPrecision * (_curve[i] - Prior[i]);
            curvature[i, i] = PriorPrecision;
        }

        foreach (var (verdict, right, foreign) in known)
        {
            Add(verdict, right, foreign ? foreignWeight : 1, gradient, curvature);
        }

        var change = LinearEquations.Solve(curvature, gradient);
        for (var i = 0; i < _curve.Length; i++)
        {
            _curve[i] -= change[i];
        }
    }

    private void Add(Verdict verdict, bool right, double weight, double[] gradient, double[,] curvature)
    {
        ReadOnlySpan<double> measures = [1, verdict.Margin, verdict.Lead];
        var confidence = ConfidenceOf(verdict);
        for (var i = 0; i < measures.Length; i++)
        {
            gradient[i] += weight * (confidence - (right ? 1 : 0)) * measures[i];
            for (var j = 0; j < measures.Length; j++)
            {
                curvature[i, j] += weight * confidence * (1 - confidence) * measures[i] * measures[j];
            }
        }
    }
}
