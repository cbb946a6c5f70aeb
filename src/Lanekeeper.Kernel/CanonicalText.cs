using System.Buffers;
using System.Buffers.Text;

namespace Lanekeeper.Kernel;

/// <summary>
/// JSON strings as bytes: UTF-8, in which half of a surrogate pair, where a document holds one, is kept in the three bytes
/// that its code point would have. So any string can be held, compared and written, sound or not.
/// </summary>
internal static class CanonicalText
{
    private const byte FirstOfSurrogate = 0xED;

    private static readonly SearchValues<byte> Unescaped = SearchValues.Create(
        [.. Enumerable.Range(0x20, 0xE0).Select(value => (byte)value).Except([(byte)'"', (byte)'\\', FirstOfSurrogate])]);

    /// <summary>The order of UTF-16 code units, as RFC 8785 sorts by: code points beyond the first plane come before U+E000.</summary>
    public static IComparer<byte[]> ByCodeUnits { get; } = Comparer<byte[]>.Create((one, other) =>
    {
        var same = one.AsSpan().CommonPrefixLength(other);
        return same == one.Length || same == other.Length ? one.Length.CompareTo(other.Length) : Rank(one[same]).CompareTo(Rank(other[same]));
    });

    /// <param name="raw">What stands between the quotes of a JSON string.</param>
    public static byte[] Unescape(ReadOnlySpan<byte> raw)
    {
        if (!raw.Contains((byte)'\\'))
        {
            return raw.ToArray();
        }

        var text = new byte[raw.Length];
        var length = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                text[length++] = raw[i];
            }
            else if (raw[++i] == 'u')
            {
                length += Encode(TakeUnits(raw, ref i), text.AsSpan(length));
            }
            else
            {
                text[length++] = Meaning(raw[i]);
            }
        }

        return text[..length];
    }

    public static void Write(ArrayBufferWriter<byte> buffer, ReadOnlySpan<byte> text)
    {
        buffer.Write("\""u8);
        while (text.Length > 0)
        {
            var special = text.IndexOfAnyExcept(Unescaped);
            var plain = special < 0 ? text.Length : special;
            buffer.Write(text[..plain]);
            text = text[plain..];
            if (text.Length > 0)
            {
                text = text[Escape(buffer, text)..];
            }
        }

        buffer.Write("\""u8);
    }

    /// <returns>How many bytes of the text it has written.</returns>
    private static int Escape(ArrayBufferWriter<byte> buffer, ReadOnlySpan<byte> text)
    {
        switch (text[0])
        {
            case FirstOfSurrogate when text.Length > 2 && text[1] is >= 0xA0 and <= 0xBF && text[2] is >= 0x80 and <= 0xBF:
                WriteUnit(buffer, 0xD000 | ((text[1] & 0x3F) << 6) | (text[2] & 0x3F));
                return 3;
            case FirstOfSurrogate:
                buffer.Write(text[..1]);
                return 1;
            case (byte)'"' or (byte)'\\':
                buffer.Write([(byte)'\\', text[0]]);
                return 1;
            default:
                var letter = "\b\t\n\f\r"u8.IndexOf(text[0]);
                if (letter < 0)
                {
                    WriteUnit(buffer, text[0]);
                }
                else
                {
                    buffer.Write([(byte)'\\', "btnfr"u8[letter]]);
                }

                return 1;
        }
    }

    private static void WriteUnit(ArrayBufferWriter<byte> buffer, int unit)
    {
        buffer.Write("\\u"u8);
        Utf8Formatter.TryFormat(unit, buffer.GetSpan(4), out var written, new StandardFormat('x', 4));
        buffer.Advance(written);
    }

    /// <summary>The code point whose first escape's <c>u</c> stands at the index, which is moved to its last digit.</summary>
    private static int TakeUnits(ReadOnlySpan<byte> raw, ref int index)
    {
        var first = Unit(raw, index);
        index += 4;
        if (!char.IsHighSurrogate(first) || !raw[(index + 1)..].StartsWith("\\u"u8) || !char.IsLowSurrogate(Unit(raw, index + 2)))
        {
            return first;
        }

        var second = Unit(raw, index + 2);
        index += 6;
        return char.ConvertToUtf32(first, second);
    }

    private static char Unit(ReadOnlySpan<byte> raw, int index) =>
        Utf8Parser.TryParse(raw.Slice(index + 1, 4), out ushort unit, out _, 'x') ? (char)unit : throw new InvalidOperationException("The JSON reader lets no such escape through.");

    private static byte Meaning(byte letter) => "btnfr"u8.IndexOf(letter) is >= 0 and var known ? "\b\t\n\f\r"u8[known] : letter;

    private static int Encode(int point, Span<byte> to)
    {
        var length = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
        for (var i = length - 1; i > 0; i--)
        {
            to[i] = (byte)(0x80 | (point & 0x3F));
            point >>= 6;
        }

        to[0] = (byte)(length == 1 ? point : (0xF00 >> length) | point);
        return length;
    }

    private static int Rank(byte value) => value is 0xEE or 0xEF ? value + 0x10 : value;
}
