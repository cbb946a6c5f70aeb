using System.Globalization;

namespace Lanekeeper.JsonSchema.Patterns;

/// <summary>What a backslash makes of the characters behind it.</summary>
internal static class EscapeReader
{
    /// <returns>Null when it is no class, and nothing was taken.</returns>
    public static CharacterClass? TryClass(EcmaReader reader)
    {
        var letter = reader.Peek;
        if (letter is not ('d' or 'D' or 'w' or 'W' or 's' or 'S' or 'p' or 'P'))
        {
            return null;
        }

        reader.Take();
        var set = char.ToLowerInvariant(letter) switch
        {
            'd' => "0-9",
            'w' => "a-zA-Z0-9_",
            's' => @"\t\n\v\f\r\u0020\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF",
            _ => UnicodeProperties.Find(reader.Braced()),
        };
        return new CharacterClass(char.IsUpper(letter)).With(set);
    }

    /// <summary>The one character that an escape stands for.</summary>
    public static int Character(EcmaReader reader)
    {
        var letter = reader.Take();
        var character = letter switch
        {
            't' => '\t',
            'n' => '\n',
            'v' => '\v',
            'f' => '\f',
            'r' => '\r',
            '0' when reader.AtEnd || !char.IsAsciiDigit(reader.Peek) => '\0',
            'c' => Control(reader),
            'x' => reader.Hex(2),
            'u' => Unicode(reader),
            _ when char.IsAsciiLetterOrDigit(letter) => throw new EcmaSyntaxException($"\\{letter} means nothing in ECMA-262"),
            _ => reader.CodePoint(letter),
        };
        reader.LastWasEscape = true;
        return character;
    }

    private static int Control(EcmaReader reader)
    {
        var letter = reader.Take();
        return char.IsAsciiLetter(letter) ? letter % 32 : throw new EcmaSyntaxException(@"\c needs a letter behind it");
    }

    private static int Unicode(EcmaReader reader)
    {
        if (!reader.AtEnd && reader.Peek == '{')
        {
            var digits = reader.Braced();
            return int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point) && point is >= 0 and <= 0x10FFFF
                ? point
                : throw new EcmaSyntaxException($"\\u{{{digits}}} is no code point");
        }

        var unit = reader.Hex(4);
        if (char.IsHighSurrogate((char)unit) && reader.TryTake(@"\u"))
        {
            var low = reader.Hex(4);
            return char.IsLowSurrogate((char)low)
                ? char.ConvertToUtf32((char)unit, (char)low)
                : throw new EcmaSyntaxException("half of a surrogate pair stands alone");
        }

        return unit;
    }
}
