using Lanekeeper.Project.Shaping;
using Lanekeeper.Project.Syntax;

namespace Lanekeeper.Project.Checking;

/// <summary>Finds rules that can never decide: they ask nothing, ask what cannot be, or stand behind one that takes all that they would.</summary>
internal static class RouteRules
{
    public static void Check(CheckContext context, IReadOnlyList<Located<RouteRuleSyntax>> rules)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            var when = rules[i].Value.When;
            var before = rules.Take(i).Select((rule, number) => (Covers: Covers(rule.Value.When.Value, when.Value), Number: number + 1)).FirstOrDefault(each => each.Covers);
            var fault = when.Value == new RouteCondition() ? "the rule asks nothing, so it would always hold; write its model as the route's `model`, or say when it holds"
                : IsImpossible(when.Value.InputTokens, isWhole: true) ? "`input_tokens` can never be so; expected `above`, `below`, or both with room between them"
                : IsImpossible(when.Value.MaxUsd, isWhole: false) ? "`max_usd` can never be so; expected `above`, `below`, or both with room between them"
                : before.Covers ? $"the rule never decides: rule {before.Number}, before it, holds whenever this one does"
                : null;
            if (fault is not null)
            {
                when.Fault(context.Faults, fault);
            }
        }
    }

    private static bool IsImpossible(Between? between, bool isWhole) =>
        between is not null
        && (between is { Above: null, Below: null }
            || between.Below - between.Above <= (isWhole ? 1 : 0)
            || between.Below <= 0);

    /// <summary>Whether the first holds whenever the second does.</summary>
    public static bool Covers(RouteCondition first, RouteCondition second) =>
        Covers(first.Tasks, second.Tasks)
        && Covers(first.Consequences, second.Consequences)
        && Covers(first.Languages, second.Languages)
        && Covers(first.InputTokens, second.InputTokens)
        && Covers(first.MaxUsd, second.MaxUsd)
        && (first.Attachments is null || first.Attachments == second.Attachments)
        && (first.EarlierFailure is null || first.EarlierFailure == second.EarlierFailure);

    private static bool Covers<T>(IReadOnlySet<T>? first, IReadOnlySet<T>? second) => first is null || (second is not null && second.IsSubsetOf(first));

    private static bool Covers(Between? first, Between? second) =>
        first is null
        || (second is not null && (first.Above is null || second.Above >= first.Above) && (first.Below is null || second.Below <= first.Below));
}
