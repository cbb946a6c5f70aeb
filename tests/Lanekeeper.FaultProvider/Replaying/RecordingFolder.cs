using System.Text.Json;
using Lanekeeper.FaultProvider.Speaking;

namespace Lanekeeper.FaultProvider.Replaying;

/// <summary>A folder of recordings: <c>index.jsonl</c>, a line for each, and their bodies beside it. Of formats that are not spoken here none is taken.</summary>
internal static class RecordingFolder
{
    private const int MostLines = 100_000;

    /// <exception cref="IOException">The folder or a file in it cannot be read.</exception>
    /// <exception cref="ArgumentException">A line is not as it should be; it is named.</exception>
    public static async Task LoadAsync(string folder, RecordingShelf shelf, CancellationToken cancellationToken)
    {
        var index = Path.Combine(folder, "index.jsonl");
        var number = 0;
        await foreach (var line in File.ReadLinesAsync(index, cancellationToken))
        {
            if (++number > MostLines)
            {
                throw new ArgumentException($"{index} has more than {MostLines} lines.");
            }

            if (line.Trim().Length > 0)
            {
                await TakeAsync(folder, line, $"{index}, line {number}", shelf, cancellationToken);
            }
        }
    }

    private static async Task TakeAsync(string folder, string line, string where, RecordingShelf shelf, CancellationToken cancellationToken)
    {
        try
        {
            var about = JsonElement.Parse(line);
            if (about.Get("api").Text() is not { } format || !RecordingRules.Knows(format))
            {
                return;
            }

            var file = about.Get("response_file").Text() ?? throw new ArgumentException("response_file is missing.");
            shelf.Add(new Recording
            {
                Name = about.Get("id").Text() ?? throw new ArgumentException("id is missing."),
                Format = format,
                Status = about.Get("status") is { ValueKind: JsonValueKind.Number } status ? status.GetInt32() : 200,
                Headers = Headers(about, file),
                Body = await File.ReadAllBytesAsync(Within(folder, file), cancellationToken),
            });
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException or FormatException)
        {
            throw new ArgumentException($"{where}: {wrong.Message}", wrong);
        }
    }

    private static Dictionary<string, string> Headers(JsonElement about, string file)
    {
        var told = about.Get("response_headers") is { ValueKind: JsonValueKind.Object } given
            ? given.EnumerateObject().Select(header => KeyValuePair.Create(header.Name.ToLowerInvariant(), ((JsonElement?)header.Value).Text() ?? ""))
            : [];
        var headers = RecordingRules.WithoutTravel(told);
        headers.TryAdd("content-type", file.EndsWith(".sse", StringComparison.Ordinal) ? "text/event-stream; charset=utf-8" : "application/json");
        return headers;
    }

    private static string Within(string folder, string file)
    {
        var (root, full) = (Path.GetFullPath(folder) + Path.DirectorySeparatorChar, Path.GetFullPath(Path.Combine(folder, file)));
        return full.StartsWith(root, StringComparison.Ordinal) ? full : throw new ArgumentException($"response_file: '{file}' leads out of the folder.");
    }
}
