using System.Text;

namespace Lanekeeper.Project.Reading;

/// <summary>A file's text, with the way from an offset in it to a line and a column.</summary>
internal sealed class SourceText(string path, string text)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly LineCounter _lines = new(text);

    public string Path { get; } = path;

    public string Text { get; } = text;

    /// <returns><see langword="null"/> when the bytes are no UTF-8; the fault then says where.</returns>
    public static SourceText? Decode(string path, ReadOnlySpan<byte> bytes, FaultList faults)
    {
        bytes = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        try
        {
            return new(path, Strict.GetString(bytes));
        }
        catch (DecoderFallbackException invalid)
        {
            var good = new SourceText(path, Strict.GetString(bytes[..invalid.Index]));
            var found = invalid.BytesUnknown is [var first, ..] ? $"0x{first:X2} " : "";
            good.Fault(faults, good.Text.Length, $"byte {invalid.Index}: {found}is not UTF-8; save the file as UTF-8");
            return null;
        }
    }

    public void Fault(FaultList faults, int offset, string message)
    {
        var (line, column) = _lines.At(Math.Clamp(offset, 0, Text.Length));
        faults.Add(new(Path, line, column, message));
    }

    public int LineOf(int offset) => _lines.At(offset).Line;

    /// <summary>The offset of a line and column, both from 1; what lies outside is brought inside.</summary>
    public int OffsetOf(long line, long column)
    {
        var start = _lines.StartOf((int)Math.Clamp(line, 1, _lines.Count));
        return (int)Math.Clamp(start + Math.Max(column, 1) - 1, 0, Text.Length);
    }
}
