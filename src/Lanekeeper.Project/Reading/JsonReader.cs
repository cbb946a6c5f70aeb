using System.Text;
using System.Text.Json;

namespace Lanekeeper.Project.Reading;

/// <summary>JSON with places: strict, bounded in depth, a name at most once in an object.</summary>
internal ref struct JsonReader
{
    private const int Deepest = 64;

    private readonly SourceText _source;
    private readonly FaultList _faults;
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _start;
    private Utf8JsonReader _reader;
    private int _bytesSeen;
    private int _charsSeen;

    private JsonReader(SourceText source, int start, ReadOnlySpan<byte> bytes, FaultList faults)
    {
        (_source, _start, _faults) = (source, start, faults);
        _bytes = bytes;
        _reader = new(bytes, new JsonReaderOptions { MaxDepth = Deepest });
    }

    /// <summary>Reads one value from a part of a file: all of it, or a line.</summary>
    /// <returns><see langword="null"/> when it is no JSON; the fault says where.</returns>
    public static Node? Read(SourceText source, int start, int length, FaultList faults)
    {
        var bytes = Encoding.UTF8.GetBytes(source.Text, start, length);
        var json = new JsonReader(source, start, bytes, faults);
        try
        {
            json._reader.Read();
            var root = json.ReadValue();
            json._reader.Read();
            return root;
        }
        catch (JsonException broken)
        {
            var line = source.OffsetOf(source.LineOf(start) + (broken.LineNumber ?? 0), 1);
            var from = Math.Max(line, start);
            var column = CharsIn(source.Text.AsSpan(from, start + length - from), (int)(broken.BytePositionInLine ?? 0));
            source.Fault(faults, Math.Min(from + column, start + length), $"this is not JSON: {Plain(broken.Message)}");
            return null;
        }
        catch (InvalidOperationException)
        {
            // The one thing that the reader finds only when asked for the text.
            source.Fault(faults, json.Offset((int)json._reader.TokenStartIndex), "this text holds half a surrogate pair (\\ud800 to \\udfff alone), which is no character");
            return null;
        }
    }

    private Node ReadValue()
    {
        var start = Offset((int)_reader.TokenStartIndex);
        return _reader.TokenType switch
        {
            JsonTokenType.StartObject => ReadMap(start),
            JsonTokenType.StartArray => ReadList(start),
            JsonTokenType.String => Scalar(start, _reader.GetString()!, ScalarKind.Text),
            JsonTokenType.Number => Scalar(start, Encoding.UTF8.GetString(_reader.ValueSpan), ScalarKind.Number),
            JsonTokenType.Null => Scalar(start, "null", ScalarKind.Nothing),
            _ => Scalar(start, _reader.TokenType == JsonTokenType.True ? "true" : "false", ScalarKind.Truth),
        };
    }

    private MapNode ReadMap(int start)
    {
        var entries = new List<MapEntry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var name = _reader.GetString()!;
            var key = Scalar(Offset((int)_reader.TokenStartIndex), name, ScalarKind.Text);
            _reader.Read();
            var value = ReadValue();
            if (names.Add(name))
            {
                entries.Add(new(name, key, value));
            }
            else
            {
                key.Fault(_faults, $"`{name}` stands here a second time; each name may stand once");
            }
        }

        return new(_source, start, entries);
    }

    private ListNode ReadList(int start)
    {
        var items = new List<Node>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue());
        }

        return new(_source, start, items);
    }

    private ScalarNode Scalar(int start, string text, ScalarKind kind) => new(_source, start, Offset((int)_reader.BytesConsumed), text, kind);

    // Tokens come in order, so each byte is counted once.
    private int Offset(int bytes)
    {
        _charsSeen += Encoding.UTF8.GetCharCount(_bytes[_bytesSeen..bytes]);
        _bytesSeen = bytes;
        return _start + _charsSeen;
    }

    private static int CharsIn(ReadOnlySpan<char> text, int bytes)
    {
        var chars = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if ((bytes -= rune.Utf8SequenceLength) < 0)
            {
                break;
            }

            chars += rune.Utf16SequenceLength;
        }

        return chars;
    }

    // "'x' is an invalid start of a value. LineNumber: 0 | BytePositionInLine: 0." says the place again.
    private static string Plain(string message)
    {
        if (message.StartsWith("Expected depth", StringComparison.Ordinal))
        {
            return "an object or list is not closed before the end";
        }

        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).TrimEnd('.', ' ');
    }
}
