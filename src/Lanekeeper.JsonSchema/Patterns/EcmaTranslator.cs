using System.Text;

namespace Lanekeeper.JsonSchema.Patterns;

/// <summary>
/// Says an ECMA-262 pattern (with the u flag, as JSON Schema recommends) in the words of .NET: <c>$</c> is the very end,
/// <c>\d</c> and <c>\w</c> are ASCII, <c>.</c> and negated classes take a character beyond the BMP whole.
/// </summary>
internal sealed class EcmaTranslator
{
    private readonly StringBuilder _output = new();
    private readonly EcmaReader _reader;

    private EcmaTranslator(string source) => _reader = new EcmaReader(source);

    public static string Translate(string source)
    {
        var translator = new EcmaTranslator(source);
        while (!translator._reader.AtEnd)
        {
            translator.TakeNext();
        }

        return translator._output.ToString();
    }

    private void TakeNext()
    {
        var next = _reader.Take();
        switch (next)
        {
            case '$':
                _output.Append(@"\z");
                break;
            case '.':
                _output.Append(CharacterClass.AnyButLineEnds);
                break;
            case '[':
                _output.Append(ClassReader.Read(_reader).ToPattern());
                break;
            case '(':
                TakeGroup();
                break;
            case '\\':
                TakeEscape();
                break;
            case '{':
                _output.Append(_reader.Bounds() is { } bounds ? $"{{{bounds}}}" : @"\u007B");
                break;
            default:
                AppendLiteral(_reader.CodePoint(next));
                break;
        }
    }

    /// <summary>What .NET has beyond ECMA-262 (inline options, comments, atomic and balancing groups) means nothing there.</summary>
    private void TakeGroup()
    {
        _output.Append('(');
        if (!_reader.TryTake("?"))
        {
            return;
        }

        foreach (var opening in (string[])[":", "=", "!", "<=", "<!"])
        {
            if (_reader.TryTake(opening))
            {
                _output.Append('?').Append(opening);
                return;
            }
        }

        if (!_reader.TryTake("<"))
        {
            throw new EcmaSyntaxException("a group opens with (?:, (?=, (?!, (?<=, (?<! or (?<name>");
        }

        _output.Append("?<").Append(_reader.GroupName()).Append('>');
    }

    private void TakeEscape()
    {
        if (_reader.AtEnd)
        {
            throw new EcmaSyntaxException("it ends in a backslash");
        }

        var letter = _reader.Peek;
        if (letter is 'b' or 'B')
        {
            // The word boundary of .NET knows all letters of Unicode, that of ECMA-262 only \w.
            _reader.Take();
            _output.Append(letter == 'b' ? CharacterClass.WordBoundary : CharacterClass.NoWordBoundary);
        }
        else if (letter == 'k')
        {
            _reader.Take();
            _output.Append(@"\k<").Append(_reader.TryTake("<") ? _reader.GroupName() : throw new EcmaSyntaxException(@"\k names a group: \k<name>")).Append('>');
        }
        else if (letter is >= '1' and <= '9')
        {
            _output.Append("(?:\\").Append(_reader.TakeDigits()).Append(')');
        }
        else if (EscapeReader.TryClass(_reader) is { } shorthand)
        {
            _output.Append(shorthand.ToPattern());
        }
        else
        {
            AppendLiteral(EscapeReader.Character(_reader));
        }
    }

    private void AppendLiteral(int codePoint)
    {
        if (codePoint > char.MaxValue)
        {
            // Two units, one character: a quantifier behind it must take both.
            _output.Append("(?:").Append(char.ConvertFromUtf32(codePoint)).Append(')');
        }
        else if (EcmaReader.IsSyntax((char)codePoint) && !_reader.LastWasEscape)
        {
            _output.Append((char)codePoint);
        }
        else
        {
            CharacterClass.AppendUnit(_output, (char)codePoint);
        }
    }
}
