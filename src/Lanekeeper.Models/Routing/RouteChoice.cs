using Lanekeeper.Project;

namespace Lanekeeper.Models.Routing;

/// <summary>Which model a route asks: the first rule that holds decides, else the route's own model. Nothing but the facts counts.</summary>
internal static class RouteChoice
{
    public const string Default = "default";

    public static Choice Of(RouteDefinition route, RouteFacts facts)
    {
        for (var i = 0; i < route.Rules.Count; i++)
        {
            var rule = route.Rules[i];
            if (Holds(rule.When, facts))
            {
                return new(rule.Model, $"rule {i + 1}: {rule.Reason ?? RouteWords.Of(rule.When)}");
            }
        }

        return new(route.Model, Default);
    }

    // The dear questions come last.
    private static bool Holds(RouteCondition when, RouteFacts facts) =>
        (when.Tasks is null || (facts.Task is { } task && when.Tasks.Contains(task)))
        && when.Consequences?.Contains(facts.Consequence) != false
        && when.InputTokens?.Holds(facts.InputTokens) != false
        && (when.Attachments ?? facts.HasAttachments) == facts.HasAttachments
        && (when.EarlierFailure ?? facts.EarlierFailure) == facts.EarlierFailure
        && (when.MaxUsd is null || (facts.MaxUsd() is { } usd && when.MaxUsd.Holds(usd)))
        && when.Languages?.Contains(facts.Language()) != false;
}

/// <param name="Reason">Why it is this one, in one line.</param>
internal sealed record Choice(ModelDefinition Model, string Reason);
