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
        }

        await file.WriteAsync(lines.GetBuffer().AsMemory(0, (int)lines.Length), cancellationToken);
        file.Flush(flushToDisk: true);
    }

    /// <returns>Row by row; <see langword="null"/> for a line that is not whole, as the last one of a process that was killed.</returns>
    public static async IAsyncEnumerable<CallEntry?> ReadAsync(string path, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var lines = new StreamReader(path, new UTF8Encoding(false));
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            yield return Read(line);
        }
    }

    private static CallEntry? Read(string line)
    {
        if (line.Length <= ChecksumLength + 1)
        {
            return null;
        }

        var text = Encoding.UTF8.GetBytes(line[(ChecksumLength + 1)..]);
        return line.StartsWith(Checksum(text), StringComparison.Ordinal) ? JsonSerializer.Deserialize<CallEntry>(text, Json) : null;
    }

    private static string Checksum(byte[] text) => Convert.ToHexString(SHA256.HashData(text), 0, ChecksumLength / 2);
}
