using System.Text.Json;
using Lanekeeper.Permissions.Ruling;

namespace Lanekeeper.Permissions;

/// <summary>Asks a workflow's argument rules about one tool call. Pure: the same call always gets the same findings.</summary>
public static class ArgumentRules
{
    /// <summary>Every rule's finding. One that does not compile, cannot be evaluated or gives no yes or no has an error, and so forbids.</summary>
    /// <param name="rules">The workflow's rules.</param>
    /// <param name="tool">The tool's name, <c>tool</c> in a condition.</param>
    /// <param name="arguments">The exact arguments, <c>args</c> in a condition.</param>
    /// <param name="scope">An object with <c>input</c> and <c>steps</c>.</param>
    public static IReadOnlyList<RuleFinding> Evaluate(IReadOnlyList<ArgumentRule> rules, string tool, JsonElement arguments, JsonElement scope)
    {
        var variables = new CallVariables(tool, arguments, scope);
        return [.. rules.Select(rule => Evaluate(rule, variables))];
    }

    private static RuleFinding Evaluate(ArgumentRule rule, CallVariables variables)
    {
        if (!CompiledRules.Of(rule.Forbid).Succeeded(out var condition, out var fault))
        {
            return Failed(rule, fault);
        }

        return condition.Evaluate(variables).Succeeded(out var value, out var error)
            ? value.TryGetBool(out var forbids) ? new(rule.Name, forbids) : Failed(rule, "the condition gives no yes or no")
            : Failed(rule, error);
    }

    private static RuleFinding Failed(ArgumentRule rule, string error) => new(rule.Name, Forbids: true, error);
}
