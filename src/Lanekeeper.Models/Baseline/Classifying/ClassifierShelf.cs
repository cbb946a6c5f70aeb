using System.Collections.Concurrent;

namespace Lanekeeper.Models.Baseline.Classifying;

/// <summary>Keeps the trained classifiers that were used last. Of several who ask for a new one at once, one trains it and the others wait for it.</summary>
internal sealed class ClassifierShelf
{
    private const int Most = 64;

    private readonly ConcurrentDictionary<string, Place> _places = new(StringComparer.Ordinal);
    private long _uses;

    public LabelClassifier Get(string key, Func<LabelClassifier> train)
    {
        var place = _places.GetOrAdd(key, _ => new Place(new Lazy<LabelClassifier>(train)));
        place.LastUse = Interlocked.Increment(ref _uses);
        if (_places.Count > Most)
        {
            var oldest = _places.MinBy(pair => pair.Value.LastUse).Key;
            _places.TryRemove(oldest, out _);
        }

        return place.Classifier.Value;
    }

    private sealed class Place(Lazy<LabelClassifier> classifier)
    {
        public Lazy<LabelClassifier> Classifier { get; } = classifier;

        public long LastUse { get; set; }
    }
}
