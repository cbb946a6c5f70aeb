using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lanekeeper.FaultProvider.Scripting;

/// <summary>How the control API writes and reads: camel case, names for enums, nothing unknown.</summary>
internal static class ScriptJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.Strict,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new KindConverter(), new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    private sealed class KindConverter : JsonConverter<FaultKind>
    {
        public override FaultKind Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var name = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
            return FaultNames.TryFind(name, out var kind)
                ? kind
                : throw new JsonException($"'{name}' is nothing that can be done; one of these was expected: {string.Join(", ", FaultNames.All)}.");
        }

        public override void Write(Utf8JsonWriter writer, FaultKind value, JsonSerializerOptions options) =>
            writer.WriteStringValue(FaultNames.NameOf(value));
    }
}
