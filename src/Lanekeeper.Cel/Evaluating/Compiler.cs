using Lanekeeper.Cel.Ast;
using Lanekeeper.Cel.Functions;

namespace Lanekeeper.Cel.Evaluating;

/// <summary>Makes nodes of syntax: gives macros' variables their slots, finds functions, notes the variables read.</summary>
internal sealed class Compiler(string source, CelOptions options)
{
    private readonly List<string> _locals = [];
    private readonly List<CelFault> _faults = [];
    private readonly List<CelReference> _references = [];

    public IReadOnlyList<CelFault> Faults => _faults;

    public IReadOnlyList<CelReference> References => [.. _references.OrderBy(reference => reference.Offset)];

    public int Slots { get; private set; }

    public Node Compile(Syntax syntax) => syntax switch
    {
        LiteralSyntax literal => new LiteralNode(literal.Offset, literal.Value),
        NameSyntax or SelectSyntax or IndexSyntax => Access(syntax),
        HasSyntax has => Has(has),
        CallSyntax call => Call(call),
        UnarySyntax unary => new UnaryNode(unary.Offset, unary.Operator, Compile(unary.Operand)),
        BinarySyntax binary => new BinaryNode(binary.Offset, binary.Operator, Compile(binary.Left), Compile(binary.Right)),
        LogicSyntax logic => new LogicNode(logic.Offset, logic.IsOr, Compile(logic.Operands)),
        ConditionalSyntax choice => new ConditionalNode(choice.Offset, Compile(choice.Condition), Compile(choice.Then), Compile(choice.Else)),
        ListSyntax list => new ListNode(list.Offset, Compile(list.Items)),
        MapSyntax map => new MapNode(map.Offset, Compile(map.Keys), Compile(map.Values)),
        MacroSyntax macro => Macro(macro),
        _ => throw new InvalidOperationException($"No node for {syntax.GetType().Name}."),
    };

    private Node[] Compile(IReadOnlyList<Syntax> syntaxes) => [.. syntaxes.Select(Compile)];

    private Node Access(Syntax syntax)
    {
        if (PathOf(syntax) is { } path)
        {
            Note(path, isTested: false);
            return new VariableNode(path.Offset, [.. path.Segments], path.Qualifying);
        }

        return syntax switch
        {
            NameSyntax name => new LocalNode(name.Offset, _locals.LastIndexOf(name.Name)),
            SelectSyntax select => new SelectNode(select.Offset, Compile(select.Operand), select.Field),
            IndexSyntax index => new IndexNode(index.Offset, Compile(index.Operand), Compile(index.Key)),
            _ => throw new InvalidOperationException($"{syntax.GetType().Name} is no access."),
        };
    }

    private HasNode Has(HasSyntax has)
    {
        if (PathOf(has.Selection) is { } path)
        {
            Note(path, isTested: true);
            var operand = path.Parent();
            return new HasNode(has.Offset, new VariableNode(path.Offset, [.. operand.Segments], operand.Qualifying), has.Selection.Field);
        }

        return new HasNode(has.Offset, Compile(has.Selection.Operand), has.Selection.Field);
    }

    private MacroNode Macro(MacroSyntax macro)
    {
        var range = Compile(macro.Range);
        var slot = _locals.Count;
        _locals.Add(macro.Variable);
        Slots = Math.Max(Slots, _locals.Count);
        var condition = macro.Condition is null ? null : Compile(macro.Condition);
        var transform = macro.Transform is null ? null : Compile(macro.Transform);
        _locals.RemoveAt(slot);
        return new MacroNode(macro.Offset, macro.Macro, range, slot, condition, transform);
    }

    private Node Call(CallSyntax call)
    {
        var isReceived = call.Target is not null;
        IReadOnlyList<Syntax> arguments = isReceived ? [call.Target!, .. call.Arguments] : call.Arguments;
        var name = call.Function;
        if (isReceived && PathOf(call.Target!) is { } path && path.Segments.Count == path.Qualifying && Library.HasNamespace(path.Joined))
        {
            (name, arguments, isReceived) = ($"{path.Joined}.{call.Function}", call.Arguments, false);
        }

        var problem = Library.Problem(name, isReceived, arguments, out var function);
        if (problem is not null && options.Checked)
        {
            _faults.Add(CelFault.At(source, call.Offset, problem));
        }

        // Compiled in any case, so that the faults and references of the arguments are found too.
        var nodes = Compile(arguments);
        return problem is null && function is not null ? new CallNode(call.Offset, function, nodes) : new FailingNode(call.Offset, problem ?? "");
    }

    private void Note(VariablePath path, bool isTested)
    {
        if (!TypeNames.TryFind(path.Joined, out _))
        {
            _references.Add(new CelReference(path.Segments, path.Offset, isTested));
        }
    }

    private VariablePath? PathOf(Syntax syntax) => syntax switch
    {
        NameSyntax name => name.IsRooted || !_locals.Contains(name.Name) ? new VariablePath(name.Offset, [name.Name], 1) : null,
        SelectSyntax select => PathOf(select.Operand)?.Child(select.Field, qualifies: true),
        IndexSyntax { Key: LiteralSyntax { Value: { Kind: CelKind.String } key } } index => PathOf(index.Operand)?.Child(key.Text, qualifies: false),
        _ => null,
    };
}
