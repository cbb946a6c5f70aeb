using System.Text.Json;
using Lanekeeper.Project;

namespace Lanekeeper.Tools.Invoking;

/// <summary>What must be true of a call's arguments before anything is decided over them: bounded, unambiguous, and as the tool's schema says.</summary>
internal static class ArgumentCheck
{
    private const int Largest = 256 * 1024;
    private const int Deepest = 64;
    private const int MostFaults = 20;

    /// <param name="tool"><see langword="null"/> for a tool that the project does not declare, which has no schema.</param>
    public static IReadOnlyList<string> FaultsOf(ToolDefinition? tool, JsonElement arguments)
    {
        if (arguments.ValueKind != JsonValueKind.Object)
        {
            return ["the arguments must be a JSON object"];
        }

        if (IsTooLarge(arguments))
        {
            return [$"the arguments are larger than {Largest / 1024} KB"];
        }

        return StrictJson.FaultOf(arguments, Deepest) is { } fault ? [$"the arguments are not usable: {fault}"]
            : tool is null ? []
            : [.. tool.Arguments.Compiled.Validate(arguments).Errors.Take(MostFaults).Select(error => error.ToString())];
    }

    /// <summary>Whether they can be written down at all.</summary>
    public static bool CanBeKept(JsonElement arguments) => arguments.ValueKind != JsonValueKind.Undefined && !IsTooLarge(arguments);

    private static bool IsTooLarge(JsonElement arguments) => arguments.GetRawText().Length > Largest;
}
