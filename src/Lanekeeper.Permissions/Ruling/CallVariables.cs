using System.Text.Json;
using Lanekeeper.Cel;

namespace Lanekeeper.Permissions.Ruling;

/// <summary>What a rule may read of a tool call. What the call does not have is not there, and a rule that reads it forbids.</summary>
internal sealed class CallVariables(string tool, JsonElement arguments, JsonElement scope) : ICelVariables
{
    public bool TryGet(string name, out CelValue value)
    {
        switch (name)
        {
            case "tool":
                value = tool;
                return true;
            case "args":
                return From(arguments, out value);
            case "input" or "steps" when scope.ValueKind == JsonValueKind.Object && scope.TryGetProperty(name, out var part):
                return From(part, out value);
            default:
                value = CelValue.Null;
                return false;
        }
    }

    private static bool From(JsonElement json, out CelValue value)
    {
        var isThere = json.ValueKind != JsonValueKind.Undefined;
        value = isThere ? CelValue.FromJson(json) : CelValue.Null;
        return isThere;
    }
}
