namespace Lanekeeper.Cel.Ast;

/// <summary>What the parser has read. Depth is carried along, so that a long chain counts as deep as a nest.</summary>
internal abstract record Syntax(int Offset, int Depth);

internal sealed record LiteralSyntax(int Offset, CelValue Value) : Syntax(Offset, 1);

/// <summary>A name; a rooted one (<c>.x</c>) is never that of a macro's variable.</summary>
internal sealed record NameSyntax(int Offset, string Name, bool IsRooted) : Syntax(Offset, 1);

internal sealed record SelectSyntax(int Offset, Syntax Operand, string Field) : Syntax(Offset, Operand.Depth + 1);

internal sealed record HasSyntax(int Offset, SelectSyntax Selection) : Syntax(Offset, Selection.Depth + 1);

internal sealed record IndexSyntax(int Offset, Syntax Operand, Syntax Key) : Syntax(Offset, Math.Max(Operand.Depth, Key.Depth) + 1);

internal sealed record CallSyntax(int Offset, string Function, Syntax? Target, IReadOnlyList<Syntax> Arguments)
    : Syntax(Offset, Math.Max(Target?.Depth ?? 0, Deepest.Of(Arguments)) + 1);

internal sealed record UnarySyntax(int Offset, UnaryOperator Operator, Syntax Operand) : Syntax(Offset, Operand.Depth + 1);

internal sealed record BinarySyntax(int Offset, BinaryOperator Operator, Syntax Left, Syntax Right)
    : Syntax(Offset, Math.Max(Left.Depth, Right.Depth) + 1);

/// <summary><c>a &amp;&amp; b &amp;&amp; c</c> or <c>a || b || c</c>, flat.</summary>
internal sealed record LogicSyntax(int Offset, bool IsOr, IReadOnlyList<Syntax> Operands) : Syntax(Offset, Deepest.Of(Operands) + 1);

internal sealed record ConditionalSyntax(int Offset, Syntax Condition, Syntax Then, Syntax Else)
    : Syntax(Offset, Math.Max(Condition.Depth, Math.Max(Then.Depth, Else.Depth)) + 1);

internal sealed record ListSyntax(int Offset, IReadOnlyList<Syntax> Items) : Syntax(Offset, Deepest.Of(Items) + 1);

internal sealed record MapSyntax(int Offset, IReadOnlyList<Syntax> Keys, IReadOnlyList<Syntax> Values)
    : Syntax(Offset, Math.Max(Deepest.Of(Keys), Deepest.Of(Values)) + 1);

internal sealed record MacroSyntax(int Offset, Macro Macro, Syntax Range, string Variable, Syntax? Condition, Syntax? Transform)
    : Syntax(Offset, Math.Max(Range.Depth, Math.Max(Condition?.Depth ?? 0, Transform?.Depth ?? 0)) + 1);

internal enum UnaryOperator
{
    Not,
    Negate,
}

internal enum BinaryOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
}

internal enum Macro
{
    All,
    Exists,
    ExistsOne,
    Map,
    Filter,
}

internal static class Deepest
{
    public static int Of(IReadOnlyList<Syntax> nodes)
    {
        var deepest = 0;
        foreach (var node in nodes)
        {
            deepest = Math.Max(deepest, node.Depth);
        }

        return deepest;
    }
}
