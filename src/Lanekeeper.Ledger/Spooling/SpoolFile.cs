using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lanekeeper.Ledger.Writing;

namespace Lanekeeper.Ledger.Spooling;

/// <summary>
/// One file of rows that wait for the database: a line each, its checksum before it, on the disk before anybody is told.
/// <code>
///  8F1C02A97B3D4E55 {"Intent":{...},"Final":null}
/// </code>
/// </summary>
internal static class SpoolFile
{
    private const int ChecksumLength = 16;
    private const int MostBuffered = 4 * 1024 * 1024;

    private static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Writes them all and waits for the disk.</summary>
    public static async Task AppendAsync(FileStream file, IEnumerable<CallEntry> entries, CancellationToken cancellationToken)
    {
        using var lines = new MemoryStream();
        foreach (var entry in entries)
        {
            var text = JsonSerializer.SerializeToUtf8Bytes(entry, Json);
            lines.Write(Encoding.ASCII.GetBytes(Checksum(text)));
            lines.WriteByte((byte)' ');
            lines.Write(text);
            lines.WriteByte((byte)'\n');
            if (lines.Length > MostBuffered)
            {
                await WriteAsync(file, lines, cancellationToken);
            }
        }

        await WriteAsync(file, lines, cancellationToken);
        file.Flush(flushToDisk: true);
    }

    public static async IAsyncEnumerable<SpoolLine> ReadAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var lines = new StreamReader(path, new UTF8Encoding(false));
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            yield return Read(line);
        }
    }

    private static async Task WriteAsync(FileStream file, MemoryStream lines, CancellationToken cancellationToken)
    {
        await file.WriteAsync(lines.GetBuffer().AsMemory(0, (int)lines.Length), cancellationToken);
        lines.SetLength(0);
    }

    private static SpoolLine Read(string line)
    {
        if (line.Length <= ChecksumLength + 1)
        {
            return new(line, false, null);
        }

        var text = Encoding.UTF8.GetBytes(line[(ChecksumLength + 1)..]);
        if (!line.StartsWith(Checksum(text), StringComparison.Ordinal))
        {
            return new(line, false, null);
        }

        try
        {
            return new(line, true, JsonSerializer.Deserialize<CallEntry>(text, Json));
        }
        catch (JsonException)
        {
            return new(line, true, null);
        }
    }

    private static string Checksum(byte[] text) => Convert.ToHexString(SHA256.HashData(text), 0, ChecksumLength / 2);
}

/// <param name="Text">As it stands in the file.</param>
/// <param name="IsWhole">Whether all of it is there; not so for the last line of a process that was killed.</param>
/// <param name="Entry">The row; <see langword="null"/> where it cannot be read, as when another version of the program wrote it.</param>
internal readonly record struct SpoolLine(string Text, bool IsWhole, CallEntry? Entry);
