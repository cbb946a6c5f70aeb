using System.Diagnostics;
using System.Text.Json;
using Lanekeeper.Models.Baseline.Classifying;
using Lanekeeper.Testing;

namespace Lanekeeper.Bench.Baseline;

/// <summary>The classifier of the built-in model on banking77, beside nearest neighbours in the same run.</summary>
internal static class BaselineBench
{
    private const int Neighbours = 5;
    private const double RouteThreshold = 0.35;

    private static readonly (int Intents, double Floor)[] Promised = [(20, 0.88), (77, 0.78)];

    public static Task<int> RunAsync(string[] args)
    {
        var foreign = ForeignMessages();
        var kept = Promised.Select(promise => Measure(promise.Intents, promise.Floor, foreign)).ToList();
        Console.WriteLine("the samples' own labels, the whole schema filled");
        Array.ForEach(SampleLabels.All, sample => sample.Measure());
        return Task.FromResult(kept.All(promise => promise) ? 0 : 1);
    }

    private static bool Measure(int intents, double floor, List<string> foreign)
    {
        var set = Banking77.Load(intents);
        Say($"banking77, {intents} intents: {set.Examples.Count} examples, {set.Asked.Count} asked");

        var watch = Stopwatch.StartNew();
        var classifier = new LabelClassifier(set.Intents, [.. set.Examples.Select(example => example.Text)], [.. set.Examples.Select(example => example.Intent)]);
        var training = watch.Elapsed;
        watch.Restart();
        var answers = set.Asked.Select(message => classifier.Classify(message.Text)).ToList();
        var asking = watch.Elapsed;
        var right = answers.Zip(set.Asked, (answer, message) => answer.Label == message.Intent).ToList();
        var accuracy = new Wilson(right.Count(each => each), right.Count);

        Say($"  baseline            {accuracy}   (floor {floor})   trained in {training.TotalSeconds:F2} s, {set.Asked.Count / asking.TotalSeconds:F0} answers/s");
        Say($"  TF-IDF k-NN, k={Neighbours}    {Peer(set)}");
        Say($"  expected calibration error {CalibrationError([.. answers.Select(answer => answer.Confidence)], right):F3}, mean confidence {answers.Average(answer => answer.Confidence):F3}");
        Say($"  confidence < {RouteThreshold}: {Below(answers.Select(answer => answer.Confidence)):P1} of the asked, {Below(foreign.Select(text => classifier.Classify(text).Confidence)):P1} of {foreign.Count} messages about something else (clinc150)");
        return accuracy.Share >= floor;
    }

    private static Wilson Peer(Banking77 set)
    {
        var peer = new NearestNeighbours(set.Examples, Neighbours);
        return new Wilson(set.Asked.Count(message => peer.Classify(message.Text) == message.Intent), set.Asked.Count);
    }

    // Ten bins of equal width (Naeini, Cooper and Hauskrecht 2015).
    private static double CalibrationError(IReadOnlyList<double> confidences, IReadOnlyList<bool> right) =>
        confidences.Zip(right).GroupBy(pair => Math.Min((int)(pair.First * 10), 9))
            .Sum(bin => Math.Abs(bin.Sum(pair => pair.First) - bin.Count(pair => pair.Second))) / confidences.Count;

    private static double Below(IEnumerable<double> confidences) => confidences.Average(confidence => confidence < RouteThreshold ? 1.0 : 0.0);

    private static List<string> ForeignMessages()
    {
        using var splits = JsonDocument.Parse(File.ReadAllText(TestData.File("clinc150", "data.json")));
        return [.. splits.RootElement.EnumerateObject().Where(split => split.Name.StartsWith("oos", StringComparison.Ordinal))
            .SelectMany(split => split.Value.EnumerateArray()).Select(row => row[0].GetString()!)];
    }

    private static void Say(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
