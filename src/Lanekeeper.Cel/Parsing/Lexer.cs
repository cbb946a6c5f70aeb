using System.Diagnostics.CodeAnalysis;

namespace Lanekeeper.Cel.Parsing;

/// <summary>Cuts a source text into tokens.</summary>
internal sealed class Lexer
{
    private static readonly string[] Symbols =
        ["&&", "||", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "%", "!", "?", ":", ".", ",", "(", ")", "[", "]", "{", "}"];

    private readonly string _source;
    private readonly List<Token> _tokens = [];
    private int _at;

    private Lexer(string source) => _source = source;

    /// <summary>The tokens, with an end token behind them.</summary>
    public static bool TryRead(string source, out IReadOnlyList<Token> tokens, [NotNullWhen(false)] out CelFault? fault)
    {
        var lexer = new Lexer(source);
        fault = lexer.Read();
        tokens = lexer._tokens;
        return fault is null;
    }

    private char Current => Peek(0);

    private char Peek(int ahead) => _at + ahead < _source.Length ? _source[_at + ahead] : '\0';

    private CelFault? Read()
    {
        while (SkipBlanks())
        {
            if (ReadToken() is { } fault)
            {
                return fault;
            }
        }

        _tokens.Add(new Token(TokenKind.End, _source.Length, ""));
        return null;
    }

    private CelFault? ReadToken()
    {
        if (TextLiteral.StartsAt(_source, _at))
        {
            return ReadText();
        }

        if (IsLetter(Current))
        {
            Take(TokenKind.Identifier, Run(_at, static c => IsLetter(c) || char.IsAsciiDigit(c)));
        }
        else if (char.IsAsciiDigit(Current) || (Current == '.' && char.IsAsciiDigit(Peek(1))))
        {
            Take(TokenKind.Number, NumberLiteral.Length(_source.AsSpan(_at)));
        }
        else if (Current == '`')
        {
            return ReadQuotedIdentifier();
        }
        else if (Array.Find(Symbols, symbol => _source.AsSpan(_at).StartsWith(symbol)) is { } symbol)
        {
            _tokens.Add(new Token(TokenKind.Symbol, _at, symbol));
            _at += symbol.Length;
        }
        else
        {
            return CelFault.At(_source, _at, UnknownCharacter());
        }

        return null;
    }

    private string UnknownCharacter() => Current switch
    {
        '=' => "found '=': to compare write '=='",
        '&' => "found '&': for 'and' write '&&'",
        '|' => "found '|': for 'or' write '||'",
        var c when c > ' ' && !char.IsSurrogate(c) => $"found '{c}', which no expression holds outside of a string",
        var c => $"found the character U+{(int)c:X4}, which no expression holds outside of a string",
    };

    private CelFault? ReadText()
    {
        if (!TextLiteral.TryRead(_source, _at, out var end, out var value, out var fault))
        {
            return fault;
        }

        _tokens.Add(new Token(TokenKind.Text, _at, _source[_at..end], value));
        _at = end;
        return null;
    }

    private CelFault? ReadQuotedIdentifier()
    {
        var length = Run(_at + 1, static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' or '/' or ' ');
        if (length == 0 || Peek(length + 1) != '`')
        {
            return CelFault.At(_source, _at, "a name in backticks holds letters, digits, '_', '.', '-', '/' and blanks, and ends with a backtick");
        }

        _tokens.Add(new Token(TokenKind.QuotedIdentifier, _at, _source.Substring(_at + 1, length)));
        _at += length + 2;
        return null;
    }

    private void Take(TokenKind kind, int length)
    {
        _tokens.Add(new Token(kind, _at, _source.Substring(_at, length)));
        _at += length;
    }

    private int Run(int from, Func<char, bool> belongs)
    {
        var at = from;
        while (at < _source.Length && belongs(_source[at]))
        {
            at++;
        }

        return at - from;
    }

    private bool SkipBlanks()
    {
        while (_at < _source.Length)
        {
            if (Current is ' ' or '\t' or '\n' or '\r' or '\f')
            {
                _at++;
            }
            else if (Current == '/' && Peek(1) == '/')
            {
                _at += Run(_at, static c => c is not ('\n' or '\r'));
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsLetter(char c) => char.IsAsciiLetter(c) || c == '_';
}
