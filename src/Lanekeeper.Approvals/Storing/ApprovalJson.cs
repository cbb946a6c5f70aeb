using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lanekeeper.Approvals.Storing;

/// <summary>How a request and its arguments are written down.</summary>
internal static class ApprovalJson
{
    /// <summary>The deepest arguments, input or output that a card may hold.</summary>
    public const int Deepest = 128;

    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        // A request is deeper than what it holds.
        MaxDepth = Deepest + 16,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException($"A stored {typeof(T).Name} is null.");

    /// <returns>What is wrong with a value from outside, or <see langword="null"/>: members given twice, nesting too deep, text that is no Unicode.</returns>
    public static string? FaultOf(JsonElement value) => StrictJson.FaultOf(value, Deepest);
}
