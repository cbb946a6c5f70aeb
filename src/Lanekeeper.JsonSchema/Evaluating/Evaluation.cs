using System.Runtime.CompilerServices;
using System.Text.Json;
using Lanekeeper.JsonSchema.Values;

namespace Lanekeeper.JsonSchema.Evaluating;

/// <summary>One instance on its way through a schema: what it may still cost, where it is, and what was found wrong.</summary>
internal sealed class Evaluation(SchemaOptions options, List<ValidationError>? errors = null)
{
    private readonly InstancePath _path = new();
    private readonly List<DynamicScope> _scopes = [];
    private List<ValidationError>? _errors = errors;
    private ValueComparer? _comparer;
    private long _work = options.MaxWork;
    private int _depth;

    /// <summary>The limit that was reached. From then on nothing is looked at, and no answer counts.</summary>
    public ValidationError? Exhausted { get; private set; }

    /// <summary>Whether failures are to be reported, all of them, or the first one ends it.</summary>
    public bool Collects => _errors is not null;

    public ValueComparer Comparer => _comparer ??= new ValueComparer(this);

    /// <returns>What <see cref="Leave"/> wants back; negative when a limit forbids to enter.</returns>
    public int Enter(DynamicScope scope)
    {
        if (!Spend(1))
        {
            return -1;
        }

        if (_depth >= options.MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            Exhaust($"schemas apply within one another deeper than {options.MaxDepth} levels, or without end");
            return -1;
        }

        _depth++;
        var height = _scopes.Count;
        if (scope.Anchors.Count > 0 && (height == 0 || _scopes[^1] != scope))
        {
            _scopes.Add(scope);
        }

        return height;
    }

    public void Leave(int height)
    {
        _depth--;
        if (_scopes.Count > height)
        {
            _scopes.RemoveAt(height);
        }
    }

    /// <summary>The schema that a dynamic anchor means here: that of the outermost resource that has it.</summary>
    public SchemaNode? Outermost(string anchor)
    {
        foreach (var scope in _scopes)
        {
            if (scope.Anchors.TryGetValue(anchor, out var node))
            {
                return node;
            }
        }

        return null;
    }

    /// <returns>False when the budget is used up.</returns>
    public bool Spend(long steps)
    {
        if (Exhausted is not null)
        {
            return false;
        }

        _work -= steps;
        return _work >= 0 || Exhaust($"validating takes more than {options.MaxWork} steps");
    }

    /// <returns>False, so that a check can end with it.</returns>
    public bool Exhaust(string message)
    {
        Exhausted ??= new ValidationError(_path.ToString(), "", "", message);
        return false;
    }

    /// <returns>False, so that a check can end with it.</returns>
    public bool Fail(Keyword keyword, JsonElement instance)
    {
        if (HasRoom)
        {
            Add(keyword.Origin, keyword.Explain(instance));
        }

        return false;
    }

    /// <inheritdoc cref="Fail(Keyword, JsonElement)"/>
    public bool Fail(KeywordOrigin origin, string message)
    {
        if (HasRoom)
        {
            Add(origin, message);
        }

        return false;
    }

    /// <summary>A failure of a member, told at the member's own place.</summary>
    /// <returns>False, so that a check can end with it.</returns>
    public bool FailMember(KeywordOrigin origin, JsonProperty member, string message)
    {
        _path.Push(JsonText.Name(member));
        Fail(origin, message);
        _path.Pop();
        return false;
    }

    /// <summary>Applies a schema to a member of the object at hand.</summary>
    public bool Member(SchemaNode node, JsonProperty member)
    {
        if (_errors is null)
        {
            return node.Evaluate(member.Value, this, marks: null);
        }

        _path.Push(JsonText.Name(member));
        var fits = node.Evaluate(member.Value, this, marks: null);
        _path.Pop();
        return fits;
    }

    /// <summary>Applies a schema to an item of the array at hand.</summary>
    public bool Item(SchemaNode node, JsonElement item, int index)
    {
        if (_errors is null)
        {
            return node.Evaluate(item, this, marks: null);
        }

        _path.Push(index);
        var fits = node.Evaluate(item, this, marks: null);
        _path.Pop();
        return fits;
    }

    /// <summary>Applies a schema whose failure is no error by itself.</summary>
    public bool Tries(SchemaNode node, JsonElement instance, Marks? marks)
    {
        var collected = _errors;
        _errors = null;
        var fits = node.Evaluate(instance, this, marks);
        _errors = collected;
        return fits;
    }

    /// <summary>The errors that a schema which did not fit would report.</summary>
    public List<ValidationError> Reasons(SchemaNode node, JsonElement instance)
    {
        var collected = _errors;
        var reasons = _errors = [];
        node.Evaluate(instance, this, marks: null);
        _errors = collected;
        return reasons;
    }

    public void Report(IEnumerable<ValidationError> reasons)
    {
        if (_errors is { } collected)
        {
            collected.AddRange(reasons.Take(options.MaxErrors - collected.Count));
        }
    }

    /// <summary>Where the evaluation stands in the instance.</summary>
    public string Path => _path.ToString();

    private bool HasRoom => _errors is not null && _errors.Count < options.MaxErrors;

    private void Add(KeywordOrigin origin, string message) =>
        _errors!.Add(new ValidationError(_path.ToString(), origin.SchemaPath, origin.Name, message));
}
