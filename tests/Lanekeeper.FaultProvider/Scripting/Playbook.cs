using Lanekeeper.FaultProvider.Speaking;

namespace Lanekeeper.FaultProvider.Scripting;

/// <summary>The script, and how much of it has been played.</summary>
internal sealed class Playbook
{
    public const int MaxLines = 10_000;
    private const int MaxNames = 100_000;
    private static readonly Behaviour Default = new();
    private readonly Lock _lock = new();
    private readonly List<Line> _lines = [];
    private readonly Dictionary<string, int> _met = [];
    private readonly Dictionary<string, IReadOnlyList<Behaviour>?> _read = [];

    /// <summary>Whether there is any line; without one, no request waits for another here.</summary>
    private volatile bool _scripted;

    /// <returns>The lines that are not used up.</returns>
    public IReadOnlyList<Behaviour> Waiting()
    {
        lock (_lock)
        {
            return [.. _lines.Select(line => line.Behaviour with { Times = line.Left })];
        }
    }

    public void Add(ReadOnlySpan<Behaviour> behaviours)
    {
        foreach (var behaviour in behaviours)
        {
            BehaviourRules.Check(behaviour);
        }

        lock (_lock)
        {
            if (_lines.Count + behaviours.Length > MaxLines)
            {
                throw new ArgumentException($"A script holds at most {MaxLines} lines; DELETE /_/script forgets those there are.");
            }

            foreach (var behaviour in behaviours)
            {
                var paced = behaviour is { Do: FaultKind.Pace, FrameDelayMs: 0 } ? behaviour with { FrameDelayMs = FaultNames.UsualPaceMs } : behaviour;
                _lines.Add(new Line { Behaviour = paced, Left = behaviour.Times });
                _scripted = true;
            }
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _lines.Clear();
            _scripted = false;
            _met.Clear();
        }
    }

    /// <returns>What to do: by the script, else by the model's name, else a plain answer. <see langword="null"/> for a <c>fault-</c> name that is none.</returns>
    public Behaviour? Choose(Question question)
    {
        var named = question.Model.StartsWith(FaultNames.Prefix, StringComparison.Ordinal);
        if (!named && !_scripted)
        {
            return Default;
        }

        lock (_lock)
        {
            if (_lines.Find(line => Fits(line.Behaviour, question)) is { } line)
            {
                if (!line.Behaviour.Always && --line.Left == 0)
                {
                    _lines.Remove(line);
                    _scripted = _lines.Count > 0;
                }

                return line.Behaviour;
            }

            return named ? ByName(question.Model) : Default;
        }
    }

    private Behaviour? ByName(string model)
    {
        if (!_read.TryGetValue(model, out var steps))
        {
            if (_read.Count >= MaxNames)
            {
                _read.Clear();
                _met.Clear();
            }

            _read[model] = steps = FaultNames.Read(model);
        }

        if (steps is null)
        {
            return null;
        }

        var met = _met.GetValueOrDefault(model);
        _met[model] = met + 1;
        return steps[Math.Min(met, steps.Count - 1)];
    }

    private static bool Fits(Behaviour behaviour, Question question) =>
        (behaviour.Model is null || behaviour.Model == question.Model)
        && (behaviour.Contains is null || question.LastUserText.Contains(behaviour.Contains, StringComparison.OrdinalIgnoreCase));

    private sealed class Line
    {
        public required Behaviour Behaviour { get; init; }

        public required int Left { get; set; }
    }
}
