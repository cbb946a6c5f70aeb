using System.Globalization;
using System.Text.Json;

namespace Lanekeeper.Project;

/// <summary>A route's choices in words, for calls' reasons, comparisons and pages.</summary>
public static class RouteWords
{
    /// <summary>What a rule asks, such as <c>task classify, input_tokens below 2000</c>.</summary>
    public static string Of(RouteCondition when)
    {
        string?[] parts =
        [
            Some("task", when.Tasks?.Select(Word)),
            Some("consequence", when.Consequences?.Select(Word)),
            Range("input_tokens", when.InputTokens),
            when.Attachments is { } attached ? (attached ? "attachments" : "no attachments") : null,
            Some("language", when.Languages),
            when.EarlierFailure is { } failed ? (failed ? "earlier failure" : "no earlier failure") : null,
            Range("max_usd", when.MaxUsd),
        ];
        return string.Join(", ", parts.OfType<string>());
    }

    /// <summary>All that a route says beside its model.</summary>
    public static string Of(RouteDefinition route)
    {
        var parts = route.Rules.Select(rule => $"{rule.Model.Name} when {Of(rule.When)}")
            .Append(route.Cascade is { } cascade ? $"then {cascade.Then.Name} when the answer does not fit{Below(cascade)}" : null)
            .Append(route.Fallback is { } fallback ? Of(fallback) : null)
            .OfType<string>()
            .ToList();
        return parts.Count == 0 ? "its model always" : string.Join("; ", parts);
    }

    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static string Of(FallbackDefinition fallback)
    {
        string?[] bounds =
        [
            $"consequence at most {Word(fallback.MaxConsequence)}",
            fallback.MaxPriceMultiple is { } times ? string.Create(CultureInfo.InvariantCulture, $"at most {times} times the price") : null,
            Some("in", fallback.Regions),
        ];
        var standIns = fallback.Models.Count == 0 ? null : $"{string.Join(", ", fallback.Models.Select(model => model.Name))} when it is down ({string.Join(", ", bounds.OfType<string>())})";
        return string.Join("; ", new[] { standIns, fallback.QueueForHuman ? "a person when no model answers" : null }.OfType<string>());
    }

    private static string Below(CascadeDefinition cascade) =>
        cascade.BelowConfidence is { } least ? string.Create(CultureInfo.InvariantCulture, $" or its confidence is below {least}") : "";

    private static string? Some(string name, IEnumerable<string>? values) =>
        values is null ? null : $"{name} {string.Join(" or ", values.Order(StringComparer.Ordinal))}";

    private static string? Range(string name, Between? range) => range switch
    {
        null => null,
        { Above: { } above, Below: { } below } => string.Create(CultureInfo.InvariantCulture, $"{name} above {above} and below {below}"),
        { Above: { } above } => string.Create(CultureInfo.InvariantCulture, $"{name} above {above}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{name} below {range.Below}"),
    };
}
