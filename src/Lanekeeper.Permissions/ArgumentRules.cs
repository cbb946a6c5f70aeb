using System.Text.Json;

namespace Lanekeeper.Permissions;

/// <summary>Asks a workflow's argument rules about one tool call.</summary>
public static class ArgumentRules
{
    /// <summary>Every rule's finding. One that does not compile, cannot be evaluated or gives no yes or no has an error, and so forbids.</summary>
    /// <param name="rules">The workflow's rules.</param>
    /// <param name="tool">The tool's name, <c>tool</c> in a condition.</param>
    /// <param name="arguments">The exact arguments, <c>args</c> in a condition.</param>
    /// <param name="scope">An object with <c>input</c> and <c>steps</c>.</param>
    public static IReadOnlyList<RuleFinding> Evaluate(IReadOnlyList<ArgumentRule> rules, string tool, JsonElement arguments, JsonElement scope) =>
        [.. rules.Select(rule => new RuleFinding(rule.Name, Forbids: true, $"conditions cannot be evaluated yet: {rule.Forbid}"))];
}
