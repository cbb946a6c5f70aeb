using System.Text.Json;
using Lanekeeper.Approvals.Storing;
using Lanekeeper.Permissions;
using Lanekeeper.Project;

namespace Lanekeeper.Approvals.Requesting;

/// <summary>What must be true of a request before a person is shown it.</summary>
internal static class RequestCheck
{
    public const int LargestArguments = 256 * 1024;

    private const int LargestEvidence = 4 * 1024 * 1024;
    private const int LongestName = 200;
    private const int LongestTitle = 500;
    private const int LongestText = 10_000;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>Words for people are cut to size, not refused: a long subject line must not stop a run. The exact arguments stand beside them.</summary>
    public static RequestApproval Bound(RequestApproval request) => request with
    {
        Title = Text.Bound(request.Title, LongestTitle),
        Summary = Text.Bound(request.Summary, LongestText),
        Reason = request.Reason is null ? null : Text.Bound(request.Reason, LongestText),
    };

    public static IEnumerable<string> FaultsOf(RequestApproval request) =>
        [.. NameFaults(request), .. TermsFaults(request), .. EvidenceFaults(request.Evidence), .. ActionFaults(request)];

    private static IEnumerable<string> NameFaults(RequestApproval request) =>
        new[]
        {
            Name("step", request.StepId),
            Name("workflow", request.Workflow),
            Name("snapshot", request.Snapshot),
            Name("started by", request.StartedBy),
            Name("group", request.Terms.Group ?? "-"),
            request.Deciders.Count > 1000 ? "at most 1,000 people can be asked" : null,
        }.OfType<string>();

    private static IEnumerable<string> TermsFaults(RequestApproval request)
    {
        if (request.Terms.Expires <= TimeSpan.Zero || request.Terms.Expires > Longest)
        {
            yield return "it must expire within a year, and not at once";
        }

        if (request.Terms.OnExpiry == ExpiryOutcome.Approve && request.Action?.Effect is Effect.Write or Effect.Destructive)
        {
            yield return "what writes or destroys is never approved by silence; use `on_expiry: reject`";
        }
    }

    private static IEnumerable<string> EvidenceFaults(ApprovalEvidence evidence)
    {
        JsonElement[] values = [evidence.Input, evidence.Scope, .. evidence.Models.Select(model => model.Output)];
        if (values.Any(value => value.ValueKind == JsonValueKind.Undefined))
        {
            yield return "a part of the evidence has no value";
            yield break;
        }

        var size = values.Sum(value => (long)value.GetRawText().Length) + evidence.Passages.Sum(passage => (long)passage.Text.Length);
        if (size > LargestEvidence)
        {
            yield return $"the evidence is larger than {LargestEvidence / 1024 / 1024} MB";
        }
    }

    private static IEnumerable<string> ActionFaults(RequestApproval request)
    {
        var needsAction = request.Kind is ApprovalKind.Action or ApprovalKind.Recommendation;
        if (request.Action is not { } action)
        {
            return needsAction ? [$"a card of kind {request.Kind} needs a tool call"] : [];
        }

        return needsAction ? ActionFaults(request.Kind, action) : [$"a card of kind {request.Kind} has no tool call"];
    }

    private static IEnumerable<string> ActionFaults(ApprovalKind kind, ProposedAction action)
    {
        if (Name("tool", action.Tool) is { } name)
        {
            yield return name;
        }

        if (ArgumentFault(action.Arguments) is { } fault)
        {
            yield return fault;
        }
        else if (CanonicalJson.Digest(action.Arguments) != action.ArgumentsDigest)
        {
            yield return "the digest is not that of the arguments";
        }

        if (action.Request.Tool != action.Tool || action.Request.Effect != action.Effect)
        {
            yield return "the decision was over another tool";
        }

        // A person says yes to what the ladder holds back, never to what it denies.
        if (kind == ApprovalKind.Action && (action.Decision.Verdict != Verdict.Approve || Ladder.Decide(action.Request).Verdict != Verdict.Approve))
        {
            yield return $"the ladder does not ask for a person here: {action.Decision.Explanation}";
        }
    }

    /// <returns>Why these cannot be arguments, or <see langword="null"/>.</returns>
    public static string? ArgumentFault(JsonElement arguments)
    {
        if (arguments.ValueKind != JsonValueKind.Object)
        {
            return "the arguments must be a JSON object";
        }

        return arguments.GetRawText().Length > LargestArguments
            ? $"the arguments are larger than {LargestArguments / 1024} KB"
            : ApprovalJson.FaultOf(arguments) is { } fault ? $"the arguments are not usable: {fault}" : null;
    }

    private static string? Name(string what, string text) =>
        text.Length is 0 or > LongestName || text.Any(c => char.IsControl(c) || char.IsSurrogate(c))
            ? $"{what} must have 1 to {LongestName} characters on one line" : null;
}
