using Lanekeeper.Cel.Ast;

namespace Lanekeeper.Cel.Parsing;

/// <summary>Names, literals, fields, calls and macros.</summary>
internal sealed partial class Parser
{
    private static readonly HashSet<string> Reserved =
    [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace", "return",
        "var", "void", "while", "in",
    ];

    private Syntax Member(bool negative = false)
    {
        var member = negative ? Number(negative) : Primary();
        while (true)
        {
            if (Current.Is("."))
            {
                Next();
                member = Checked(Selection(member));
            }
            else if (Current.Is("["))
            {
                var offset = Next().Offset;
                var key = Expression();
                Expect("]");
                member = Checked(new IndexSyntax(offset, member, key));
            }
            else if (Current.Is("{") && member is NameSyntax or SelectSyntax)
            {
                Fail(Current.Offset, "messages such as Name{field: value} are not supported; a map is written {'field': value}");
            }
            else
            {
                return member;
            }
        }
    }

    private Syntax Selection(Syntax operand)
    {
        var name = Current;
        if (name.Kind is not (TokenKind.Identifier or TokenKind.QuotedIdentifier) || name.Text is "in" or "true" or "false" or "null")
        {
            Expected("a field's or a function's name");
            return operand;
        }

        Next();
        return name.Kind == TokenKind.Identifier && Current.Is("(")
            ? Macros.OnTarget(name, operand, Arguments(), Fail)
            : new SelectSyntax(name.Offset, operand, name.Text);
    }

    private Syntax Primary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Number: return Number(negative: false);
            case TokenKind.Text: return new LiteralSyntax(Next().Offset, token.Value);
            case TokenKind.Identifier: return Name(isRooted: false);
            case TokenKind.Symbol when token.Is("("): return Parenthesis();
            case TokenKind.Symbol when token.Is("["): return List();
            case TokenKind.Symbol when token.Is("{"): return Map();
            case TokenKind.Symbol when token.Is(".") && _tokens[_at + 1].Kind == TokenKind.Identifier:
                Next();
                return Name(isRooted: true);
            default:
                Expected("a value");
                return Nothing();
        }
    }

    private Syntax Name(bool isRooted)
    {
        var token = Next();
        if (token.Text is "true" or "false" or "null")
        {
            return new LiteralSyntax(token.Offset, token.Text == "null" ? CelValue.Null : token.Text == "true");
        }

        if (Reserved.Contains(token.Text))
        {
            Fail(token.Offset, $"found '{token.Text}', a reserved word, expected a value");
            return Nothing();
        }

        return Current.Is("(")
            ? Checked(Macros.Plain(token, Arguments(), Fail))
            : new NameSyntax(token.Offset, token.Text, isRooted);
    }

    private LiteralSyntax Number(bool negative)
    {
        var token = Next();
        if (!NumberLiteral.TryRead(token.Text, negative, out var value, out var problem))
        {
            Fail(token.Offset, problem);
        }

        return new LiteralSyntax(token.Offset, value);
    }

    private Syntax Parenthesis()
    {
        Next();
        var inner = Expression();
        Expect(")");
        return inner;
    }

    private List<Syntax> Arguments()
    {
        Next();
        var arguments = Sequence(")", allowsTrailingComma: false, () => [Expression()]);
        Expect(")");
        return arguments;
    }

    private ListSyntax List()
    {
        var offset = Next().Offset;
        var items = Sequence("]", allowsTrailingComma: true, () => [Expression()]);
        Expect("]");
        return Checked(new ListSyntax(offset, items));
    }

    private MapSyntax Map()
    {
        var offset = Next().Offset;
        var flat = Sequence("}", allowsTrailingComma: true, () =>
        {
            var key = Expression();
            Expect(":");
            return [key, Expression()];
        });
        Expect("}");
        return Checked(new MapSyntax(offset, [.. flat.Where((_, i) => i % 2 == 0)], [.. flat.Where((_, i) => i % 2 == 1)]));
    }

    private List<Syntax> Sequence(string end, bool allowsTrailingComma, Func<Syntax[]> element)
    {
        List<Syntax> elements = [];
        if (Current.Is(end))
        {
            return elements;
        }

        elements.AddRange(element());
        while (Current.Is(","))
        {
            Next();
            if (allowsTrailingComma && Current.Is(end))
            {
                break;
            }

            elements.AddRange(element());
        }

        return elements;
    }
}
