using System.Collections.Frozen;

namespace Lanekeeper.Models.Shaping;

/// <summary>What a provider's strict structured output takes of JSON Schema.</summary>
/// <param name="Kept">Assertions that it takes; the others are said in the description, and checked by us.</param>
/// <param name="AllRequired">Whether every property must be required.</param>
internal sealed record SchemaDialect(FrozenSet<string> Kept, FrozenSet<string> Formats, bool AllRequired)
{
    public static readonly SchemaDialect OpenAi = new(
        FrozenSet.Create(StringComparer.Ordinal, "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minItems", "maxItems"),
        FrozenSet.Create(StringComparer.Ordinal, "date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"),
        AllRequired: true);

    public static readonly SchemaDialect Anthropic = new(
        FrozenSet<string>.Empty,
        FrozenSet.Create(StringComparer.Ordinal, "date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid"),
        AllRequired: false);
}
