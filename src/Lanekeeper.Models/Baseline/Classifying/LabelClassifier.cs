using Lanekeeper.Models.Baseline.Text;

namespace Lanekeeper.Models.Baseline.Classifying;

/// <summary>
/// Names the label of a text as the labelled examples would have it, and says how likely that is to be right. A label's own name counts as one example
/// of it, so that a label nobody has given an example of can still be met; without any example at all the confidence is 0.
/// Deterministic; immutable once trained, and safe to share.
/// </summary>
internal sealed class LabelClassifier
{
    private const int LongestText = 8_000;
    private const int Folds = 5;
    private const int EnoughVerdicts = 600;
    private const int AlwaysKnown = -1;

    private readonly LabelMachines _machines;
    private readonly Calibrator? _calibrator;

    public LabelClassifier(IReadOnlyList<string> names, IReadOnlyList<string> texts, IReadOnlyList<int> labels)
    {
        IReadOnlyList<Dictionary<ulong, int>[]> features =
            [.. texts.Concat(Background.Sentences).Concat(names.Select(Spoken)).Select(text => Features.Of(Bounded(text)))];
        IReadOnlyList<int> all = [.. labels, .. Background.Sentences.Select(_ => Background.None), .. Enumerable.Range(0, names.Count)];
        var folds = FoldsOf(all, names.Count);

        _calibrator = labels.Count == 0 ? null : new Calibrator(CrossValidate(features, all, folds, names.Count));
        _machines = new LabelMachines(features, all, names.Count);
    }

    public (int Label, double Confidence) Classify(string text)
    {
        var verdict = _machines.Judge(Features.Of(Bounded(text)));
        return (verdict.Label, _calibrator?.ConfidenceOf(verdict) ?? 0);
    }

    /// <summary>The words of the text that spoke most for this label, at most <paramref name="count"/>.</summary>
    public IReadOnlyList<string> WordsFor(int label, string text, int count) =>
        [.. Words.Of(Bounded(text))
            .Where(word => word.Length > 2 && !StopWords.Contains(word))
            .Distinct()
            .Select(word => (Word: word, Pull: _machines.Pull(word, label)))
            .Where(pulled => pulled.Pull > 0)
            .OrderByDescending(pulled => pulled.Pull).ThenBy(pulled => pulled.Word, StringComparer.Ordinal)
            .Take(count)
            .Select(pulled => pulled.Word)];

    // Large sets have verdicts enough after one fold of five, and need not be trained five times more.
    private static List<KnownVerdict> CrossValidate(IReadOnlyList<Dictionary<ulong, int>[]> texts, IReadOnlyList<int> labels, int[] folds, int labelCount)
    {
        var verdicts = new List<KnownVerdict>();
        for (var asked = 0; asked < Folds && verdicts.Count < EnoughVerdicts; asked++)
        {
            int[] known = [.. Enumerable.Range(0, labels.Count).Where(i => folds[i] != asked)];
            var machines = new LabelMachines([.. known.Select(i => texts[i])], [.. known.Select(i => labels[i])], labelCount);
            foreach (var i in Enumerable.Range(0, labels.Count).Where(i => folds[i] == asked))
            {
                var verdict = machines.Judge(texts[i]);
                verdicts.Add(new KnownVerdict(verdict, verdict.Label == labels[i], labels[i] == Background.None));
            }
        }

        return verdicts;
    }

    // Each label's texts go round the folds; the names, which stand at the end, are never asked.
    private static int[] FoldsOf(IReadOnlyList<int> labels, int labelCount)
    {
        var seen = new int[labelCount + 1];
        return [.. labels.Select((label, i) => i >= labels.Count - labelCount ? AlwaysKnown : (label + 1 + seen[label + 1]++) % Folds)];
    }

    private static string Spoken(string name) => name.Replace('_', ' ').Replace('-', ' ');

    private static ReadOnlySpan<char> Bounded(string text) => text.AsSpan(0, Math.Min(text.Length, LongestText));
}
