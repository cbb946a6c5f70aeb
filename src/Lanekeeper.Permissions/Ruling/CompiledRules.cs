using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Lanekeeper.Cel;

namespace Lanekeeper.Permissions.Ruling;

/// <summary>Conditions, each compiled once. Their sources come from projects, so they are few; the bound keeps a mistake from becoming a leak.</summary>
internal static class CompiledRules
{
    private const int MostKept = 1000;

    private static readonly ConcurrentDictionary<string, CompiledRule> Kept = new(StringComparer.Ordinal);

    public static CompiledRule Of(string source)
    {
        if (Kept.TryGetValue(source, out var known))
        {
            return known;
        }

        var parsed = CelExpression.Parse(source);
        var rule = new CompiledRule(parsed.Expression, parsed.Faults is [var first, ..] ? first.ToString() : null);
        if (Kept.Count >= MostKept)
        {
            Kept.Clear();
        }

        return Kept.GetOrAdd(source, rule);
    }
}

internal sealed record CompiledRule(CelExpression? Condition, string? Fault)
{
    public bool Succeeded([NotNullWhen(true)] out CelExpression? condition, [NotNullWhen(false)] out string? fault)
    {
        (condition, fault) = (Condition, Condition is null ? Fault ?? "the condition is empty" : null);
        return condition is not null;
    }
}
