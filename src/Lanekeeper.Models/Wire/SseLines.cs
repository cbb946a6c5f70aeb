using System.Text;

namespace Lanekeeper.Models.Wire;

/// <summary>Reads the lines of one event. It keeps the names it has met, so that the same name is not made anew with every event.</summary>
internal sealed class SseLines
{
    private const int MostNames = 64;
    private readonly List<(byte[] Bytes, string Name)> _names = [];
    private bool _begun;

    public SseEvent Read(ReadOnlyMemory<byte> raw)
    {
        ReadOnlyMemory<byte> data = default;
        var (lines, name, isFirst) = (WithoutMark(raw), (string?)null, true);
        while (lines.Length > 0)
        {
            var line = NextLine(ref lines);
            if (Value(line, "data"u8) is { } part)
            {
                data = isFirst ? part : Join(data, part);
                isFirst = false;
            }
            else if (Value(line, "event"u8) is { } called)
            {
                name = NameOf(called.Span);
            }
        }

        return new SseEvent(raw, data, name);
    }

    // A stream may begin with a byte order mark.
    private ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> raw)
    {
        var marked = !_begun && raw.Span.StartsWith("\uFEFF"u8);
        _begun = true;
        return marked ? raw[3..] : raw;
    }

    private static ReadOnlyMemory<byte> NextLine(ref ReadOnlyMemory<byte> lines)
    {
        var end = lines.Span.IndexOfAny((byte)'\r', (byte)'\n');
        var line = end < 0 ? lines : lines[..end];
        var next = end < 0 ? lines.Length : end + 1;
        lines = lines[(end >= 0 && next < lines.Length && lines.Span[end] == '\r' && lines.Span[next] == '\n' ? next + 1 : next)..];
        return line;
    }

    // A line is a field's name, a colon and its value, of which one leading space falls away. A name alone has an empty value.
    private static ReadOnlyMemory<byte>? Value(ReadOnlyMemory<byte> line, ReadOnlySpan<byte> field)
    {
        var bytes = line.Span;
        if (!bytes.StartsWith(field) || (bytes.Length > field.Length && bytes[field.Length] != ':'))
        {
            return null;
        }

        var from = Math.Min(field.Length + 1, bytes.Length);
        return line[(from < bytes.Length && bytes[from] == ' ' ? from + 1 : from)..];
    }

    private static byte[] Join(ReadOnlyMemory<byte> first, ReadOnlyMemory<byte> second) => [.. first.Span, (byte)'\n', .. second.Span];

    private string NameOf(ReadOnlySpan<byte> bytes)
    {
        foreach (var (known, name) in _names)
        {
            if (bytes.SequenceEqual(known))
            {
                return name;
            }
        }

        var made = Encoding.UTF8.GetString(bytes);
        if (_names.Count < MostNames)
        {
            _names.Add((bytes.ToArray(), made));
        }

        return made;
    }
}
