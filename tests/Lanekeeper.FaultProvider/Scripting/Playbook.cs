using Lanekeeper.FaultProvider.Speaking;

namespace Lanekeeper.FaultProvider.Scripting;

/// <summary>The script, and how much of it has been played.</summary>
internal sealed class Playbook
{
    public const int MaxLines = 10_000;
    private static readonly Behaviour Default = new();
    private readonly Lock _lock = new();
    private readonly List<Line> _lines = [];
    private readonly Dictionary<string, int> _met = [];

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
                _lines.Add(new Line { Behaviour = behaviour, Left = behaviour.Times });
            }
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _lines.Clear();
            _met.Clear();
        }
    }

    /// <returns>What to do: by the script, else by the model's name, else a plain answer. <see langword="null"/> for a <c>fault-</c> name that is none.</returns>
    public Behaviour? Choose(Question question)
    {
        lock (_lock)
        {
            if (_lines.Find(line => Fits(line.Behaviour, question)) is { } line)
            {
                if (!line.Behaviour.Always && --line.Left == 0)
                {
                    _lines.Remove(line);
                }

                return line.Behaviour;
            }

            return question.Model.StartsWith(FaultNames.Prefix, StringComparison.Ordinal) ? ByName(question.Model) : Default;
        }
    }

    private Behaviour? ByName(string model)
    {
        if (FaultNames.Read(model) is not { } steps)
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
