namespace Lanekeeper.Models.Wire;

/// <summary>
/// Cuts a stream of bytes into events, wherever reads are split. An event ends with a blank line, its lines with CR, LF or CRLF.
/// Every byte is in exactly one event's <see cref="SseEvent.Raw"/>.
/// </summary>
/// <param name="largestEvent">Bytes. What is larger passes as it is, unread and maybe in pieces.</param>
internal sealed class SseSplitter(int largestEvent)
{
    private const byte CR = (byte)'\r';
    private const byte LF = (byte)'\n';

    private readonly SseLines _lines = new();
    private byte[] _buffer = new byte[2048];
    private int _start;
    private int _line;
    private int _scanned;
    private int _end;
    private bool _afterLoneCR;
    private bool _tooLarge;

    /// <summary>There was an event larger than allowed, so not all was read.</summary>
    public bool Overflowed { get; private set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _buffer.Length - _end)
        {
            MakeRoom(bytes.Length);
        }

        bytes.CopyTo(_buffer.AsSpan(_end));
        _end += bytes.Length;
    }

    public bool TryRead(out SseEvent sse)
    {
        while (TryEndLine(out var end))
        {
            var isBlank = _scanned == _line;
            _afterLoneCR = end == _scanned + 1 && _buffer[_scanned] == CR;
            _line = _scanned = end;
            if (isBlank)
            {
                sse = Cut(end, ends: true);
                return true;
            }
        }

        if (_scanned > _start && (_tooLarge || _end - _start > largestEvent))
        {
            // What is cut within a line leaves its beginning before the event's, so that the line's end is not taken for a blank line.
            sse = Cut(_scanned, ends: false);
            return true;
        }

        sse = default;
        return false;
    }

    /// <summary>At the end of the body: an event that no blank line ends.</summary>
    public bool TryReadRest(out SseEvent sse)
    {
        if (TryRead(out sse))
        {
            return true;
        }

        if (_start == _end)
        {
            return false;
        }

        _line = _scanned = _end;
        sse = Cut(_end, ends: true);
        return true;
    }

    // Finds the next line's end and puts _scanned at its first byte. A CR may be half of a CRLF, so it waits for the next byte, but for the second
    // of two: clients that end lines so would wait for ever.
    private bool TryEndLine(out int end)
    {
        var at = _buffer.AsSpan(_scanned, _end - _scanned).IndexOfAny(CR, LF);
        _scanned = at < 0 ? _end : _scanned + at;
        end = _scanned + 1;
        if (at < 0 || _buffer[_scanned] == LF || (_scanned == _line && _afterLoneCR && _line > _start))
        {
            return at >= 0;
        }

        if (end == _end)
        {
            return false;
        }

        end += _buffer[end] == LF ? 1 : 0;
        return true;
    }

    private SseEvent Cut(int end, bool ends)
    {
        var raw = _buffer.AsMemory(_start, end - _start);
        var unread = _tooLarge || !ends || raw.Length > largestEvent;
        (_start, _tooLarge, Overflowed) = (end, !ends, Overflowed || unread);
        return unread ? new SseEvent(raw, default, null) : _lines.Read(raw);
    }

    private void MakeRoom(int bytes)
    {
        var kept = _end - _start;
        var target = bytes <= _buffer.Length - kept ? _buffer : new byte[Math.Max(kept + bytes, _buffer.Length * 2)];
        _buffer.AsSpan(_start, kept).CopyTo(target);
        (_buffer, _line, _scanned, _end, _start) = (target, _line - _start, _scanned - _start, kept, 0);
    }
}
