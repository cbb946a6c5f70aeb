using Lanekeeper.Permissions;
using Lanekeeper.Project;

namespace Lanekeeper.Tools.Invoking;

/// <summary>Gathers what the decision over a call depends on. Of arguments that are not sound only the tool's name can be judged.</summary>
internal static class Request
{
    public static ActionRequest Make(ToolInvocation invocation, ToolDefinition? tool, bool hasSoundArguments) => new()
    {
        Workflow = invocation.Workflow.Name,
        Ceiling = invocation.Workflow.Ceiling,
        Tool = invocation.Tool,
        Effect = tool?.Effect,
        IsListed = invocation.Workflow.Tools.Contains(invocation.Tool),
        IsNever = invocation.Project.Never.Contains(invocation.Tool),
        HasReadUntrusted = invocation.HasReadUntrusted,
        UntrustedDecisiveArguments = hasSoundArguments && invocation.ApprovalId is null && tool is not null ? Untrusted(invocation, tool) : [],
        Rules = hasSoundArguments ? ArgumentRules.Evaluate(RulesOf(invocation.Workflow), invocation.Tool, invocation.Arguments, invocation.Scope) : [],
    };

    public static IReadOnlyList<ArgumentRule> RulesOf(WorkflowDefinition workflow) =>
        [.. workflow.Rules.Select(rule => new ArgumentRule(rule.Name, rule.Forbid.Source))];

    /// <remarks>An argument of unknown origin is untrusted. What a person has approved, a person vouches for.</remarks>
    private static List<string> Untrusted(ToolInvocation invocation, ToolDefinition tool) =>
        [.. tool.Decisive.Where(name => invocation.ArgumentTrust.GetValueOrDefault(name, Trust.Untrusted) == Trust.Untrusted
            && invocation.Arguments.TryGetProperty(name, out _))];
}
