using Lanekeeper.Permissions;
using Lanekeeper.Project.Reading;
using Lanekeeper.Project.Shaping;
using Lanekeeper.Project.Syntax;

namespace Lanekeeper.Project.Checking;

internal sealed class ToolChecker(CheckContext context, SchemaFiles schemas, KnownNames known)
{
    public ToolDefinition? Check(Located<string> name, ToolSyntax tool)
    {
        var arguments = schemas.FindObject(tool.Arguments);
        var outline = SchemaOutline.Of(arguments);
        Scope.Of(outline).Check(context, tool.Summary);
        CheckDecisive(tool, outline);
        CheckApproval(tool);
        var outbox = tool.Kind.Value == ToolKind.Outbox ? OutboxOf(tool) : RefuseSender(tool);
        var http = tool.Kind.Value == ToolKind.Http ? new HttpChecker(context).Check(tool, outline) : null;

        return arguments is null ? null : new ToolDefinition
        {
            Name = name.Value,
            Kind = tool.Kind.Value,
            Effect = tool.Effect,
            Description = tool.Description,
            Summary = tool.Summary.Value,
            Arguments = arguments,
            Decisive = tool.Decisive is { } decisive ? [.. decisive.Select(each => each.Value)] : [.. outline.Names],
            Approval = tool.Approval is { } terms ? new(terms.Expires, terms.OnExpiry.Value, terms.Group?.Value) : ApprovalTerms.Default,
            OutputTrust = tool.OutputTrust,
            Outbox = outbox,
            Http = http,
        };
    }

    private void CheckDecisive(ToolSyntax tool, Outline outline)
    {
        foreach (var name in tool.Decisive ?? [])
        {
            if (outline.Child(name.Value) is null)
            {
                name.Fault(context.Faults, $"the schema {tool.Arguments.Value} has no argument `{name.Value}`{Nearest.Hint(name.Value, outline.Names)}");
            }
        }
    }

    private void CheckApproval(ToolSyntax tool)
    {
        known.ExpectPeople(context, tool.Approval?.Group);
        if (tool is { Effect: Effect.Write or Effect.Destructive, Approval.OnExpiry: { Value: ExpiryOutcome.Approve } approve })
        {
            approve.Fault(context.Faults, $"a tool with the effect {tool.Effect.ToString().ToLowerInvariant()} is never approved by waiting; expected reject");
        }
    }

    private OutboxTool? OutboxOf(ToolSyntax tool)
    {
        foreach (var misplaced in tool.Http.Written)
        {
            misplaced.Fault(context.Faults, $"`{misplaced.Value}` belongs to tools of the kind http; this one is outbox");
        }

        if (tool.From is null)
        {
            tool.Kind.Fault(context.Faults, "a tool of the kind outbox needs `from`, the sender");
            return null;
        }

        // A read runs at every rung of the ladder and may repeat; a mail may not.
        if (tool.Effect == Effect.Read)
        {
            tool.Kind.Fault(context.Faults, "a tool of the kind outbox sends a mail, so its effect cannot be read; expected draft, notify, write or destructive");
        }

        if (!Addresses.IsMailbox(tool.From.Value))
        {
            tool.From.Fault(context.Faults, $"found {tool.From.Node.Found}; expected a sender such as \"Support <support@example.com>\"");
        }

        return new(tool.From.Value);
    }

    private OutboxTool? RefuseSender(ToolSyntax tool)
    {
        tool.From?.Fault(context.Faults, "`from` belongs to tools of the kind outbox; this one is http");
        return null;
    }
}
