using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Lanekeeper.JsonSchema.Values;

/// <summary>
/// The text of strings and names as UTF-8, straight from the document's bytes where nothing is escaped. Unlike
/// <see cref="JsonElement.GetString"/> it never throws: half of a surrogate pair becomes three bytes of its own.
/// </summary>
internal static class JsonText
{
    public static ReadOnlySpan<byte> Utf8(JsonElement text) => Unescape(JsonMarshal.GetRawUtf8Value(text)[1..^1]);

    public static ReadOnlySpan<byte> Utf8Name(JsonProperty member) => Unescape(JsonMarshal.GetRawUtf8PropertyName(member));

    public static string String(JsonElement text) => Encoding.UTF8.GetString(Utf8(text));

    public static string Name(JsonProperty member) => Encoding.UTF8.GetString(Utf8Name(member));

    /// <summary>The last member of that name. For schemas: it looks at every member.</summary>
    public static bool TryMember(JsonElement value, string name, out JsonElement member)
    {
        member = default;
        Span<byte> wanted = stackalloc byte[64];
        var utf8 = Encoding.UTF8.TryGetBytes(name, wanted, out var length) ? wanted[..length] : Encoding.UTF8.GetBytes(name);
        var found = false;
        foreach (var candidate in value.EnumerateObject())
        {
            if (Utf8Name(candidate).SequenceEqual(utf8))
            {
                member = candidate.Value;
                found = true;
            }
        }

        return found;
    }

    /// <summary>The name of a member as a value, for <c>propertyNames</c>.</summary>
    public static JsonElement NameValue(JsonProperty member)
    {
        var name = JsonMarshal.GetRawUtf8PropertyName(member);
        var quoted = new byte[name.Length + 2];
        quoted[0] = quoted[^1] = (byte)'"';
        name.CopyTo(quoted.AsSpan(1));
        return JsonElement.Parse(quoted);
    }

    /// <summary>Characters as people count them in JSON Schema: code points, not UTF-16 units.</summary>
    public static int CodePoints(ReadOnlySpan<byte> utf8)
    {
        var count = 0;
        foreach (var unit in utf8)
        {
            count += (unit & 0xC0) == 0x80 ? 0 : 1;
        }

        return count;
    }

    private static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> raw)
    {
        var first = raw.IndexOf((byte)'\\');
        if (first < 0)
        {
            return raw;
        }

        var text = new byte[raw.Length];
        raw[..first].CopyTo(text);
        var written = first;
        for (var at = first; at < raw.Length;)
        {
            if (raw[at] != '\\')
            {
                text[written++] = raw[at++];
            }
            else if (raw[at + 1] == 'u')
            {
                at += WriteCodePoint(raw[at..], text, ref written);
            }
            else
            {
                text[written++] = Simple(raw[at + 1]);
                at += 2;
            }
        }

        return text.AsSpan(0, written);
    }

    private static byte Simple(byte escaped) => escaped switch
    {
        (byte)'b' => 8,
        (byte)'t' => 9,
        (byte)'n' => 10,
        (byte)'f' => 12,
        (byte)'r' => 13,
        _ => escaped,
    };

    /// <returns>How many bytes of the source were read: six for one escape, twelve for a pair.</returns>
    private static int WriteCodePoint(ReadOnlySpan<byte> escape, byte[] text, ref int written)
    {
        var point = Hex(escape.Slice(2, 4));
        var read = 6;
        if (char.IsHighSurrogate((char)point) && escape.Length >= 12 && escape[6] == '\\' && escape[7] == 'u')
        {
            var low = Hex(escape.Slice(8, 4));
            if (char.IsLowSurrogate((char)low))
            {
                point = char.ConvertToUtf32((char)point, (char)low);
                read = 12;
            }
        }

        WriteUtf8(point, text, ref written);
        return read;
    }

    private static int Hex(ReadOnlySpan<byte> digits) => Utf8Parser.TryParse(digits, out int value, out _, 'x') ? value : '\uFFFD';

    private static void WriteUtf8(int point, byte[] text, ref int written)
    {
        if (point < 0x80)
        {
            text[written++] = (byte)point;
            return;
        }

        var tail = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
        var lead = tail switch { 1 => 0xC0, 2 => 0xE0, _ => 0xF0 };
        text[written++] = (byte)(lead | (point >> (6 * tail)));
        while (tail-- > 0)
        {
            text[written++] = (byte)(0x80 | ((point >> (6 * tail)) & 0x3F));
        }
    }
}
