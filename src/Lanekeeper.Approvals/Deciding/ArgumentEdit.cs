using System.Text.Json;
using Lanekeeper.Approvals.Requesting;
using Lanekeeper.JsonSchema;
using Lanekeeper.Permissions;

namespace Lanekeeper.Approvals.Deciding;

/// <summary>What a reviewer wants done instead, checked like any other call: schema, rules, ladder.</summary>
/// <param name="Arguments">The new arguments; <see langword="null"/> when they stay as proposed.</param>
internal sealed record ArgumentEdit(JsonElement? Arguments, string? Digest, IReadOnlyList<ArgumentChange> Changes)
{
    private static readonly ArgumentEdit None = new(null, null, []);

    public static Result<ArgumentEdit> Of(Approval approval, DecideApproval decision)
    {
        if (decision.Arguments is not { } wanted)
        {
            return None;
        }

        if (approval.Request is not { Kind: ApprovalKind.Action, Action: { } action })
        {
            return ApprovalProblems.NothingToEdit();
        }

        if (RequestCheck.ArgumentFault(wanted) is { } fault)
        {
            return ApprovalProblems.InvalidEdit([fault]);
        }

        var digest = CanonicalJson.Digest(wanted);
        if (digest == action.ArgumentsDigest)
        {
            return None;
        }

        return Refuse(action, approval.Request.Evidence.Scope, wanted) is { } refused
            ? refused
            : new ArgumentEdit(wanted, digest, ArgumentDifference.Of(action.Arguments, wanted));
    }

    private static Problem? Refuse(ProposedAction action, JsonElement scope, JsonElement wanted)
    {
        if (SchemaFaults(action.ArgumentsSchema, wanted) is { Count: > 0 } faults)
        {
            return ApprovalProblems.InvalidEdit(faults);
        }

        // The reviewer is a trusted source, so what they wrote is no longer untrusted; all else holds as it did for the workflow.
        var decision = Ladder.Decide(action.Request with
        {
            UntrustedDecisiveArguments = [],
            Rules = ArgumentRules.Evaluate(action.Rules, action.Tool, wanted, scope),
        });
        return decision.Verdict is Verdict.Approve or Verdict.Allow ? null : ApprovalProblems.EditForbidden(decision);
    }

    private static IReadOnlyList<string> SchemaFaults(JsonElement schema, JsonElement wanted)
    {
        var compilation = Schema.Compile(schema, new SchemaOptions { AssertFormat = true });
        return compilation.Succeeded(out var compiled)
            ? [.. compiled.Validate(wanted).Errors.Select(error => error.ToString())]
            : ["the tool's schema cannot be read, so no other arguments can be checked"];
    }
}
