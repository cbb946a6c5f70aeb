using System.Text.Json;
using Lanekeeper.Models;
using Lanekeeper.Testing;

namespace Lanekeeper.Rooms.Tests.Models.Wire;

/// <summary>What providers really sent, in the formats that pass through.</summary>
internal sealed record Recording(string Id, WireKind Kind, bool IsStream, int Status, byte[]? Request, byte[] Response, JsonElement Expect)
{
    public const int Small = 8192;

    // Thrown by a type's own initializer, that they are missing would be a failure and no skipped test.
    private static readonly Lazy<IReadOnlyList<Recording>> Recorded =
        new(static () => [.. File.ReadLines(TestData.File("wire-fixtures", "index.jsonl")).Select(Read).OfType<Recording>()]);

    public static IReadOnlyList<Recording> All => Recorded.Value;

    public static IEnumerable<Recording> Streams => All.Where(one => one.IsStream);

    private static Recording? Read(string line)
    {
        var row = JsonElement.Parse(line);
        var (provider, status) = (row.GetProperty("provider").GetString(), row.GetProperty("status").GetInt32());
        var kind = Kinds(row.GetProperty("api").GetString());
        return kind is null || (provider == "gemini" && status == 200) ? null : new Recording(
            row.GetProperty("id").GetString()!,
            kind.Value,
            row.GetProperty("stream").ValueKind == JsonValueKind.String,
            status,
            row.GetProperty("request_file").GetString() is { } request ? Bytes(request) : null,
            Bytes(row.GetProperty("response_file").GetString()!),
            row.GetProperty("expect"));
    }

    private static WireKind? Kinds(string? api) => api switch
    {
        "chat" => WireKind.ChatCompletions,
        "responses" => WireKind.Responses,
        "messages" => WireKind.Messages,
        "embeddings" => WireKind.Embeddings,
        "count_tokens" => WireKind.CountTokens,
        _ => null,
    };

    private static byte[] Bytes(string name) => File.ReadAllBytes(TestData.File("wire-fixtures", name));
}
