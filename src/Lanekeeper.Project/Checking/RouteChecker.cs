using Lanekeeper.Project.Shaping;
using Lanekeeper.Project.Syntax;

namespace Lanekeeper.Project.Checking;

/// <summary>Looks up the models of routes, and says which of them cannot serve as they are named.</summary>
internal sealed class RouteChecker(CheckContext context, Named<ModelSyntax> written, IReadOnlyDictionary<string, ModelDefinition> models)
{
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);

    public RouteDefinition? Check(Located<string> name, RouteSyntax route)
    {
        RouteRules.Check(context, route.Rules);
        var model = Find(route.Model);
        var rules = route.Rules.Select(rule => (rule.Value, Model: Find(rule.Value.Model))).ToList();
        var then = route.Cascade is { } cascade ? Find(cascade.Then) : null;
        var fallback = route.Fallback is { } envelope ? Check(envelope) : null;
        return model is null ? null : new(name.Value, model, route.Deadline, route.Attempts)
        {
            Silence = route.Silence,
            Rules = [.. rules.Where(rule => rule.Model is not null).Select(rule => new RouteRule(rule.Value.When.Value, rule.Model!, rule.Value.Reason))],
            Cascade = then is null ? null : new(then, route.Cascade!.BelowConfidence),
            Fallback = fallback,
        };
    }

    private FallbackDefinition Check(Located<FallbackSyntax> fallback)
    {
        var syntax = fallback.Value;
        if (syntax is { Models.Count: 0, QueueForHuman: false })
        {
            fallback.Fault(context.Faults, "nothing stands in; expected `models`, or `queue_for_human: true`, or no `fallback`");
        }

        var regions = syntax.Regions?.Select(region => region.Value).ToHashSet(StringComparer.Ordinal);
        var standIns = new List<ModelDefinition>();
        foreach (var name in syntax.Models)
        {
            if (Find(name) is { } model && FitsIn(name, model, regions))
            {
                standIns.Add(model);
            }
        }

        return new(standIns)
        {
            MaxConsequence = syntax.MaxConsequence,
            MaxPriceMultiple = syntax.MaxPriceMultiple,
            Regions = regions,
            After = syntax.After,
            QueueForHuman = syntax.QueueForHuman,
        };
    }

    // What it can do is asked call by call; what it may never do is said here.
    private bool FitsIn(Located<string> name, ModelDefinition model, HashSet<string>? regions)
    {
        var fault = model.Provider != ModelProvider.Baseline && model.ContextTokens is null
                ? $"the model `{name.Value}` stands in for others, so it must say how much it can read; add `context_tokens` to it"
            : regions is not null && (model.Region is null || !regions.Contains(model.Region))
                ? $"the model `{name.Value}` is served in {model.Region ?? "a region that it does not say"}, which is not among `regions`, so it can never stand in"
            : null;
        if (fault is not null)
        {
            name.Fault(context.Faults, fault);
        }

        return fault is null;
    }

    private ModelDefinition? Find(Located<string> name)
    {
        var found = context.Find(name, models, written.Names, "model");
        if (found is { AllowUnpinned: false } && !PinnedIds.IsPinned(found.Provider, found.Model, found.BaseUrl) && _refused.Add(found.Name))
        {
            written.Items.First(each => each.Name.Value == found.Name).Value.Model.Fault(
                context.Faults,
                $"`{found.Model}` is an alias, which the provider may point to another model any day, and a route uses it; write a dated id, or add `allow_unpinned: true`");
        }

        return found;
    }
}
