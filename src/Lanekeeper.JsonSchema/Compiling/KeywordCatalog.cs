using System.Collections.Frozen;
using Lanekeeper.JsonSchema.Evaluating;
using Lanekeeper.JsonSchema.Keywords;

namespace Lanekeeper.JsonSchema.Compiling;

/// <summary>Every keyword that means something: its vocabulary, the schemas within it, and who reads it.</summary>
internal static class KeywordCatalog
{
    private static readonly FrozenDictionary<string, Entry> All = new Dictionary<string, Entry>
    {
        ["$id"] = new(Vocabularies.Core, ChildShape.None, IdentityKeywords.CheckText),
        ["$schema"] = new(Vocabularies.Core, ChildShape.None, IdentityKeywords.CheckText),
        ["$comment"] = new(Vocabularies.Core, ChildShape.None, IdentityKeywords.CheckText),
        ["$anchor"] = new(Vocabularies.Core, ChildShape.None, IdentityKeywords.CheckAnchor),
        ["$dynamicAnchor"] = new(Vocabularies.Core, ChildShape.None, IdentityKeywords.CheckAnchor),
        ["$defs"] = new(Vocabularies.Core, ChildShape.Map, IdentityKeywords.CheckSchemas),
        ["definitions"] = new(Vocabularies.Core, ChildShape.Map, IdentityKeywords.CheckSchemas),
        ["$ref"] = new(Vocabularies.Core, ChildShape.None, RefKeyword.Read),
        ["$dynamicRef"] = new(Vocabularies.Core, ChildShape.None, DynamicRefKeyword.Read),

        ["allOf"] = new(Vocabularies.Applicator, ChildShape.List, AllOfKeyword.Read),
        ["anyOf"] = new(Vocabularies.Applicator, ChildShape.List, AnyOfKeyword.Read),
        ["oneOf"] = new(Vocabularies.Applicator, ChildShape.List, OneOfKeyword.Read),
        ["not"] = new(Vocabularies.Applicator, ChildShape.One, NotKeyword.Read),
        ["if"] = new(Vocabularies.Applicator, ChildShape.One, IfKeyword.Read),
        ["then"] = new(Vocabularies.Applicator, ChildShape.One),
        ["else"] = new(Vocabularies.Applicator, ChildShape.One),
        ["dependentSchemas"] = new(Vocabularies.Applicator, ChildShape.Map, DependentSchemasKeyword.Read),
        ["properties"] = new(Vocabularies.Applicator, ChildShape.Map, PropertiesKeyword.Read),
        ["patternProperties"] = new(Vocabularies.Applicator, ChildShape.Map, PatternPropertiesKeyword.Read),
        ["additionalProperties"] = new(Vocabularies.Applicator, ChildShape.One, AdditionalPropertiesKeyword.Read),
        ["propertyNames"] = new(Vocabularies.Applicator, ChildShape.One, PropertyNamesKeyword.Read),
        ["prefixItems"] = new(Vocabularies.Applicator, ChildShape.List, PrefixItemsKeyword.Read),
        ["items"] = new(Vocabularies.Applicator, ChildShape.One, ItemsKeyword.Read),
        ["contains"] = new(Vocabularies.Applicator, ChildShape.One, ContainsKeyword.Read),
        ["unevaluatedProperties"] = new(Vocabularies.Unevaluated, ChildShape.One, UnevaluatedPropertiesKeyword.Read),
        ["unevaluatedItems"] = new(Vocabularies.Unevaluated, ChildShape.One, UnevaluatedItemsKeyword.Read),

        ["type"] = new(Vocabularies.Validation, ChildShape.None, TypeKeyword.Read),
        ["enum"] = new(Vocabularies.Validation, ChildShape.None, EnumKeyword.Read),
        ["const"] = new(Vocabularies.Validation, ChildShape.None, ConstKeyword.Read),
        ["minimum"] = new(Vocabularies.Validation, ChildShape.None, RangeKeyword.Read),
        ["maximum"] = new(Vocabularies.Validation, ChildShape.None, RangeKeyword.Read),
        ["exclusiveMinimum"] = new(Vocabularies.Validation, ChildShape.None, RangeKeyword.Read),
        ["exclusiveMaximum"] = new(Vocabularies.Validation, ChildShape.None, RangeKeyword.Read),
        ["multipleOf"] = new(Vocabularies.Validation, ChildShape.None, MultipleOfKeyword.Read),
        ["minLength"] = new(Vocabularies.Validation, ChildShape.None, LengthKeyword.Read),
        ["maxLength"] = new(Vocabularies.Validation, ChildShape.None, LengthKeyword.Read),
        ["minItems"] = new(Vocabularies.Validation, ChildShape.None, SizeKeyword.Read),
        ["maxItems"] = new(Vocabularies.Validation, ChildShape.None, SizeKeyword.Read),
        ["minProperties"] = new(Vocabularies.Validation, ChildShape.None, SizeKeyword.Read),
        ["maxProperties"] = new(Vocabularies.Validation, ChildShape.None, SizeKeyword.Read),
        ["minContains"] = new(Vocabularies.Validation, ChildShape.None, ContainsKeyword.CheckCount),
        ["maxContains"] = new(Vocabularies.Validation, ChildShape.None, ContainsKeyword.CheckCount),
        ["uniqueItems"] = new(Vocabularies.Validation, ChildShape.None, UniqueItemsKeyword.Read),
        ["pattern"] = new(Vocabularies.Validation, ChildShape.None, PatternKeyword.Read),
        ["required"] = new(Vocabularies.Validation, ChildShape.None, RequiredKeyword.Read),
        ["dependentRequired"] = new(Vocabularies.Validation, ChildShape.None, DependentRequiredKeyword.Read),
        ["format"] = new(Vocabularies.Core, ChildShape.None, FormatKeyword.Read),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static ChildShape ShapeOf(string keyword) => All.TryGetValue(keyword, out var entry) ? entry.Shape : ChildShape.None;

    /// <returns>Null for a keyword that judges nothing: unknown, an annotation, switched off, or at fault.</returns>
    public static Keyword? Read(KeywordReading reading, Dialect dialect)
    {
        if (dialect.IsOlder && reading.Name is "dependencies" or "$recursiveRef")
        {
            reading.Fault("belongs to an older draft and is not read; write it in the words of 2020-12");
            return null;
        }

        return All.TryGetValue(reading.Name, out var entry) && (dialect.Vocabularies & entry.Vocabulary) == entry.Vocabulary
            ? entry.Read?.Invoke(reading)
            : null;
    }

    private sealed record Entry(Vocabularies Vocabulary, ChildShape Shape, Func<KeywordReading, Keyword?>? Read = null);
}

/// <summary>How a keyword's value holds schemas.</summary>
internal enum ChildShape
{
    None,
    One,
    List,
    Map,
}
