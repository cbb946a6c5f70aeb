namespace Lanekeeper.JsonSchema.Compiling;

/// <summary>Which keywords mean something in a resource; a meta-schema's <c>$vocabulary</c> may switch groups of them off.</summary>
internal sealed record Dialect(Vocabularies Vocabularies, bool AssertsFormat = false, bool IsOlder = false)
{
    public static readonly Dialect Standard = new(Vocabularies.All);

    private static readonly Dialect Older = new(Vocabularies.All, IsOlder: true);

    private const string Prefix = "https://json-schema.org/draft/2020-12/vocab/";

    /// <summary>
    /// The dialects known by name. Drafts 06 to 2019-09 are read as 2020-12: what they share means the same, and where they
    /// differ a fault tells so.
    /// </summary>
    public static Dialect? Named(string uri) => uri.TrimEnd('#') switch
    {
        "https://json-schema.org/draft/2020-12/schema" => Standard,
        "https://json-schema.org/draft/2019-09/schema" => Older,
        "http://json-schema.org/draft-07/schema" or "https://json-schema.org/draft-07/schema" => Older,
        "http://json-schema.org/draft-06/schema" or "https://json-schema.org/draft-06/schema" => Older,
        _ => null,
    };

    /// <returns>The dialect with one vocabulary more; null when it is not known.</returns>
    public Dialect? With(string vocabulary) => !vocabulary.StartsWith(Prefix, StringComparison.Ordinal)
        ? null
        : vocabulary[Prefix.Length..] switch
        {
            "core" or "meta-data" or "format-annotation" or "content" => this,
            "applicator" => this with { Vocabularies = Vocabularies | Vocabularies.Applicator },
            "unevaluated" => this with { Vocabularies = Vocabularies | Vocabularies.Unevaluated },
            "validation" => this with { Vocabularies = Vocabularies | Vocabularies.Validation },
            "format-assertion" => this with { AssertsFormat = true },
            _ => null,
        };
}

[Flags]
internal enum Vocabularies
{
    Core = 0,
    Applicator = 1,
    Unevaluated = 2,
    Validation = 4,
    All = Applicator | Unevaluated | Validation,
}
