using System.Globalization;
using Lanekeeper.Project;

namespace Lanekeeper.Models.Routing;

/// <summary>What may stand in for a model that is down, by what the route declares and what the call needs. What is not declared may not.</summary>
internal static class Envelope
{
    /// <param name="chosen">The model that is down.</param>
    /// <param name="ceiling">The most that the call can cost with a model.</param>
    /// <param name="refusal">What else speaks against a model.</param>
    public static StandIns Of(RouteDefinition? route, ModelDefinition chosen, CallNeeds needs, Func<ModelDefinition, decimal?> ceiling, Func<ModelDefinition, string?>? refusal = null)
    {
        if (route?.Fallback is not { Models.Count: > 0 } fallback)
        {
            return StandIns.None;
        }

        var closed = needs.IsStateful ? "the request leans on what its provider keeps"
            : needs.Consequence > fallback.MaxConsequence ? $"the consequence is {RouteWords.Word(needs.Consequence)}, and nothing stands in above {RouteWords.Word(fallback.MaxConsequence)}"
            : null;
        if (closed is not null)
        {
            return new([], [$"no model may stand in: {closed}"], null);
        }

        var judged = fallback.Models.Where(model => model.Name != chosen.Name).DistinctBy(model => model.Name)
            .Select(model => (Model: model, Why: Why(fallback, model, chosen, needs, ceiling) ?? refusal?.Invoke(model)))
            .ToList();
        return new(
            [.. judged.Where(each => each.Why is null).Select(each => each.Model)],
            [.. judged.Where(each => each.Why is not null).Select(each => StandIns.No(each.Model, each.Why!))],
            fallback.After);
    }

    private static string? Why(FallbackDefinition fallback, ModelDefinition model, ModelDefinition chosen, CallNeeds needs, Func<ModelDefinition, decimal?> ceiling) =>
        Missing(model, needs)
        ?? (needs.InputTokens + (needs.OutputTokens ?? model.MaxOutputTokens) is var tokens && tokens > Context(model)
            ? string.Create(CultureInfo.InvariantCulture, $"the call takes about {tokens} tokens, more than its {model.ContextTokens ?? 0}")
        : fallback.Regions is { } regions && (model.Region is null || !regions.Contains(model.Region)) ? $"its region is {model.Region ?? "not declared"}"
        : fallback.MaxPriceMultiple is { } times ? Dear(times, ceiling(model), ceiling(chosen))
        : null);

    private static string? Missing(ModelDefinition model, CallNeeds needs)
    {
        var able = model.Provider == ModelProvider.Baseline ? ModelCapabilities.JsonSchema : model.Capabilities;
        var missing = needs.Capabilities & ~able;
        return missing == ModelCapabilities.None ? null : $"it is not declared to be capable of {string.Join(", ", Enum.GetValues<ModelCapabilities>().Where(each => each != 0 && missing.HasFlag(each)).Select(RouteWords.Word))}";
    }

    private static long Context(ModelDefinition model) => model.ContextTokens ?? (model.Provider == ModelProvider.Baseline ? long.MaxValue : 0);

    private static string? Dear(decimal times, decimal? price, decimal? usual) =>
        price is null || usual is null ? "what it costs beside the other is not known"
        : price > usual * times ? string.Create(CultureInfo.InvariantCulture, $"it costs more than {times} times as much")
        : null;
}

/// <summary>What a call asks of a model.</summary>
internal sealed record CallNeeds(ModelCapabilities Capabilities, bool IsStateful, Consequence Consequence, long InputTokens, long? OutputTokens);

/// <param name="Models">In the order in which they are asked.</param>
/// <param name="RuledOut">Why others are not.</param>
/// <param name="After">How long a model may be waited for that has others behind it.</param>
internal sealed record StandIns(IReadOnlyList<ModelDefinition> Models, IReadOnlyList<string> RuledOut, TimeSpan? After)
{
    public static readonly StandIns None = new([], [], null);

    /// <summary>What of the time that is left belongs to a model with so many behind it.</summary>
    public TimeSpan Share(TimeSpan left, bool isLast) => isLast ? left : After is { } after ? (after < left ? after : left) : left / 2;

    /// <summary>Whether a failure may be followed by another model. An answer that is not liked is an answer, and a refusal is never routed around.</summary>
    public static bool MayFollow(Problem? problem) => problem is { IsTransient: true } && problem.Code.StartsWith("models.", StringComparison.Ordinal) && problem.Code is not ("models.cancelled" or "models.fault");

    /// <summary>A failure together with why nothing stood in for it.</summary>
    public Problem Explain(Problem problem) => RuledOut.Count == 0 || !MayFollow(problem) ? problem : problem with { Details = [.. problem.Details, .. RuledOut] };

    /// <summary>The same, where a model that was to be asked next could not be.</summary>
    public StandIns Without(ModelDefinition model, Problem why) => this with { RuledOut = [.. RuledOut, No(model, why.Message.TrimEnd('.'))] };

    public static string No(ModelDefinition model, string why) => $"{model.Name} may not stand in: {why}";

    public static string Reason(ModelDefinition from, Problem why) => $"fallback from {from.Name}: {why.Code}";
}
