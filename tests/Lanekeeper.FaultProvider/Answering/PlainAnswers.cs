using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Lanekeeper.FaultProvider.Speaking;

namespace Lanekeeper.FaultProvider.Answering;

/// <summary>Answers that differ in nothing but their id and time, each written once: a benchmark asks for the same one a million times.</summary>
internal sealed class PlainAnswers
{
    private const int Most = 1000;
    private readonly ConcurrentDictionary<Key, ReplyTemplate> _templates = new(new KeyComparer());

    /// <summary>Whether the answer says the same to every question with the same model and as many tokens.</summary>
    public static bool Takes(Behaviour behaviour, Question question, long created) =>
        behaviour is { Do: FaultKind.Ok or FaultKind.Slow or FaultKind.Renamed or FaultKind.Pace, Tools: null }
        && question is { Schema: null, ForcedTool: null, Wordless: false } && ReplyTemplate.Fits(created);

    public ReplyTemplate Get(Behaviour behaviour, Question question, IDialect dialect, Func<AnswerIds, Reply> build)
    {
        var key = new Key(behaviour, dialect, question.Model, question.InputTokens, question.Stream, question.UsageInStream);
        if (_templates.TryGetValue(key, out var known))
        {
            return known;
        }

        if (_templates.Count >= Most)
        {
            _templates.Clear();
        }

        return _templates[key] = ReplyTemplate.Of(dialect.IdPrefixes.Answer, build);
    }

    private readonly record struct Key(Behaviour Behaviour, IDialect Dialect, string Model, int InputTokens, bool Stream, bool UsageInStream);

    /// <summary>A behaviour is what it is by being the same line, not by its twenty fields.</summary>
    private sealed class KeyComparer : IEqualityComparer<Key>
    {
        public bool Equals(Key x, Key y) => ReferenceEquals(x.Behaviour, y.Behaviour) && ReferenceEquals(x.Dialect, y.Dialect) && x.InputTokens == y.InputTokens
            && x.Stream == y.Stream && x.UsageInStream == y.UsageInStream && x.Model == y.Model;

        public int GetHashCode(Key key) => HashCode.Combine(RuntimeHelpers.GetHashCode(key.Behaviour), RuntimeHelpers.GetHashCode(key.Dialect), key.Model, key.InputTokens, key.Stream);
    }
}
