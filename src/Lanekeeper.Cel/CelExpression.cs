using Lanekeeper.Cel.Evaluating;
using Lanekeeper.Cel.Parsing;

namespace Lanekeeper.Cel;

/// <summary>A compiled expression of the Common Expression Language. Immutable; any number of threads may evaluate it.</summary>
public sealed class CelExpression
{
    private readonly Node _root;
    private readonly int _slots;
    private readonly long _costLimit;

    private CelExpression(string source, Node root, int slots, IReadOnlyList<CelReference> references, long costLimit)
    {
        (Source, References) = (source, references);
        (_root, _slots, _costLimit) = (root, slots, costLimit);
    }

    public string Source { get; }

    /// <summary>The variables it reads, in the order of the source; those that a macro binds are not among them.</summary>
    public IReadOnlyList<CelReference> References { get; }

    /// <summary>Reads and compiles a source text. Never throws, whatever the text.</summary>
    public static CelParseResult Parse(string source, CelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        options ??= CelOptions.Default;

        if (source.Length > options.MaxLength)
        {
            return new([CelFault.At(source, options.MaxLength, $"the expression has {source.Length} characters; at most {options.MaxLength} are allowed")]);
        }

        if (!Lexer.TryRead(source, out var tokens, out var fault) || !Parser.TryParse(source, tokens, options, out var syntax, out fault))
        {
            return new([fault]);
        }

        var compiler = new Compiler(source, options);
        var root = compiler.Compile(syntax);
        return compiler.Faults.Count > 0
            ? new(compiler.Faults)
            : new(new CelExpression(source, root, compiler.Slots, compiler.References, options.CostLimit));
    }

    /// <summary>Evaluates with these variables. Whatever goes wrong is the result's error, never an exception.</summary>
    public CelResult Evaluate(IReadOnlyDictionary<string, CelValue> variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        return Evaluate(new DictionaryVariables(variables));
    }

    /// <inheritdoc cref="Evaluate(IReadOnlyDictionary{string, CelValue})"/>
    public CelResult Evaluate(ICelVariables variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        var run = new Run(variables, _slots, _costLimit);
        var value = _root.Evaluate(run);
        return new(run.IsExhausted ? run.Exhaustion : value);
    }

    public override string ToString() => Source;

    private sealed class DictionaryVariables(IReadOnlyDictionary<string, CelValue> variables) : ICelVariables
    {
        public bool TryGet(string name, out CelValue value) => variables.TryGetValue(name, out value);
    }
}
