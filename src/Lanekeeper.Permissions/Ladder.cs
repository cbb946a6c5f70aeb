using Lanekeeper.Permissions.Deciding;

namespace Lanekeeper.Permissions;

/// <summary>
/// The permission ladder: a pure function from what is known of a tool call to what becomes of it.
/// What is not declared is denied, forbid beats permit, and the order in which things are declared does not matter.
/// </summary>
public static class Ladder
{
    /// <summary>Asks in order of strength, and the first that answers decides: never, undeclared, unlisted, rules, ladder, trust.</summary>
    public static Decision Decide(ActionRequest request)
    {
        var tool = Words.Quote(request.Tool);
        if (request.IsNever)
        {
            return new(Verdict.Deny, "never", $"{tool} is on the project's never list, which nothing overrides.");
        }

        if (request.Effect is not { } effect || !Enum.IsDefined(effect))
        {
            return new(Verdict.Deny, "undeclared", $"The project declares no tool {tool}; what is not declared is denied.");
        }

        if (!request.IsListed)
        {
            return new(Verdict.Deny, "unlisted", $"The workflow {Words.Quote(request.Workflow)} does not list {tool} among its tools; what is not listed is denied.");
        }

        return Forbidden(request, tool) ?? Trusted(request, effect, tool, Matrix.Decide(request.Ceiling, effect, tool));
    }

    // The rule that is named is the first by its name, so that the order in the file does not matter.
    private static Decision? Forbidden(ActionRequest request, string tool)
    {
        var forbidding = request.Rules
            .Where(rule => rule.Forbids || rule.Error is not null)
            .OrderBy(rule => rule.Name, StringComparer.Ordinal)
            .ThenBy(rule => rule.Error, StringComparer.Ordinal)
            .ToList();
        if (forbidding is not [var first, ..])
        {
            return null;
        }

        var others = forbidding.Count > 1 ? $" So do {forbidding.Count - 1} more." : "";
        var why = first.Error is null
            ? $"The rule {Words.Quote(first.Name)} forbids this call of {tool}.{others}"
            : $"The rule {Words.Quote(first.Name)} could not be evaluated ({Words.Shorten(first.Error, 300)}), and a rule that cannot be evaluated forbids.{others}";
        return new(Verdict.Deny, $"rule:{first.Name}", why);
    }

    // Trust only ever takes away: from "executed" to "a person decides".
    private static Decision Trusted(ActionRequest request, Effect effect, string tool, Decision ladder)
    {
        var isFree = !request.HasReadUntrusted || request.UntrustedDecisiveArguments.Count == 0;
        if (ladder.Verdict != Verdict.Allow || effect != Effect.Write || isFree)
        {
            return ladder;
        }

        var names = Words.List(request.UntrustedDecisiveArguments);
        return new(
            Verdict.Approve,
            "trust",
            $"This run has read text that nobody vouches for, and {names} of {tool} may come from it; such a value must not decide by itself what is changed or where it goes, so a person decides.");
    }
}
