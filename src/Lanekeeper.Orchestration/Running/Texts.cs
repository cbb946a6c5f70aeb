using System.Text.Json;

namespace Lanekeeper.Orchestration.Running;

internal static class Texts
{
    /// <summary>Every top-level string of an object, a line each: what is classified where the step does not say.</summary>
    public static Result<string> OfStrings(JsonElement input) => input.ValueKind == JsonValueKind.Object
        ? string.Join('\n', input.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.String).Select(member => member.Value.GetString()))
        : input.ToString();
}
