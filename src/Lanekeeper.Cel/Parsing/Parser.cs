using System.Diagnostics.CodeAnalysis;
using Lanekeeper.Cel.Ast;

namespace Lanekeeper.Cel.Parsing;

/// <summary>
/// Recursive descent over the tokens. The first fault is kept and moves the parser to the end, so that every method may go on
/// as if nothing had happened.
/// </summary>
internal sealed partial class Parser
{
    private readonly string _source;
    private readonly IReadOnlyList<Token> _tokens;
    private readonly int _maxDepth;
    private int _at;
    private int _depth;
    private CelFault? _fault;

    private Parser(string source, IReadOnlyList<Token> tokens, int maxDepth) => (_source, _tokens, _maxDepth) = (source, tokens, maxDepth);

    private Token Current => _tokens[_at];

    public static bool TryParse(
        string source, IReadOnlyList<Token> tokens, CelOptions options, out Syntax syntax, [NotNullWhen(false)] out CelFault? fault)
    {
        var parser = new Parser(source, tokens, options.MaxDepth);
        syntax = parser.Expression();
        if (parser.Current.Kind != TokenKind.End)
        {
            parser.Expected("an operator or the end");
        }

        fault = parser._fault;
        return fault is null;
    }

    private Syntax Expression()
    {
        if (!Enter())
        {
            return Nothing();
        }

        var condition = Or();
        if (Current.Is("?"))
        {
            var offset = Next().Offset;
            var then = Or();
            Expect(":");
            condition = Checked(new ConditionalSyntax(offset, condition, then, Expression()));
        }

        _depth--;
        return condition;
    }

    private Syntax Or() => Logic("||", And);

    private Syntax And() => Logic("&&", Relation);

    private Syntax Logic(string symbol, Func<Syntax> operand)
    {
        var first = operand();
        if (!Current.Is(symbol))
        {
            return first;
        }

        var offset = Current.Offset;
        List<Syntax> operands = [first];
        while (Current.Is(symbol))
        {
            Next();
            operands.Add(operand());
        }

        return Checked(new LogicSyntax(offset, symbol == "||", operands));
    }

    private Syntax Relation() => Chain(Addition, static token => token switch
    {
        { Kind: TokenKind.Identifier, Text: "in" } => BinaryOperator.In,
        { Kind: not TokenKind.Symbol } => null,
        _ => token.Text switch
        {
            "==" => BinaryOperator.Equal,
            "!=" => BinaryOperator.NotEqual,
            "<" => BinaryOperator.Less,
            "<=" => BinaryOperator.LessOrEqual,
            ">" => BinaryOperator.Greater,
            ">=" => BinaryOperator.GreaterOrEqual,
            _ => null,
        },
    });

    private Syntax Addition() => Chain(Multiplication, static token =>
        token.Is("+") ? BinaryOperator.Add : token.Is("-") ? BinaryOperator.Subtract : null);

    private Syntax Multiplication() => Chain(Unary, static token =>
        token.Is("*") ? BinaryOperator.Multiply : token.Is("/") ? BinaryOperator.Divide : token.Is("%") ? BinaryOperator.Modulo : null);

    private Syntax Chain(Func<Syntax> operand, Func<Token, BinaryOperator?> operatorOf)
    {
        var left = operand();
        while (operatorOf(Current) is { } found)
        {
            var offset = Next().Offset;
            left = Checked(new BinarySyntax(offset, found, left, operand()));
        }

        return left;
    }

    private Syntax Unary()
    {
        if (!Current.Is("!") && !Current.Is("-"))
        {
            return Member();
        }

        if (!Enter())
        {
            return Nothing();
        }

        var sign = Next();
        var operand = sign.Is("-") && Current.Kind == TokenKind.Number && !Current.Text.EndsWith('u') && !Current.Text.EndsWith('U')
            ? Member(negative: true)
            : Checked(new UnarySyntax(sign.Offset, sign.Is("!") ? UnaryOperator.Not : UnaryOperator.Negate, Unary()));
        _depth--;
        return operand;
    }

    private bool Enter()
    {
        if (_depth >= _maxDepth)
        {
            Fail(Current.Offset, TooDeep());
            return false;
        }

        _depth++;
        return true;
    }

    private T Checked<T>(T node)
        where T : Syntax
    {
        if (node.Depth > _maxDepth)
        {
            Fail(node.Offset, TooDeep());
        }

        return node;
    }

    private string TooDeep() => $"the expression nests deeper than {_maxDepth} levels";

    private Token Next()
    {
        var token = Current;
        if (token.Kind != TokenKind.End)
        {
            _at++;
        }

        return token;
    }

    private void Expect(string symbol)
    {
        if (Current.Is(symbol))
        {
            Next();
        }
        else
        {
            Expected($"'{symbol}'");
        }
    }

    private void Expected(string what) => Fail(Current.Offset, $"found {Current.Name}, expected {what}");

    private void Fail(int offset, string message)
    {
        _fault ??= CelFault.At(_source, offset, message);
        _at = _tokens.Count - 1;
    }

    private LiteralSyntax Nothing() => new(Current.Offset, CelValue.Null);
}
