using Lanekeeper.Project.Shaping;

namespace Lanekeeper.Project.Syntax;

internal sealed record ModelSyntax(ModelProvider Provider, Located<string> Model, Uri? BaseUrl, SecretReference? Key, int MaxOutputTokens, decimal? Temperature)
{
    public bool AllowUnpinned { get; init; }

    public ModelCapabilities Capabilities { get; init; }

    public int? ContextTokens { get; init; }

    public string? Region { get; init; }

    public BreakerDefinition? Breaker { get; init; }

    public PriceDefinition? Price { get; init; }

    public static readonly Shape<ModelSyntax> Shape = new ObjectShape<ModelSyntax>("a model", fields =>
    {
        var provider = fields.Required("provider", Providers, "Whose wire format is spoken; `baseline` is built in and needs no key.");
        var model = fields.Required("model", Words.Line.Located(), "The pinned id that is sent to the provider.");
        var baseUrl = fields.Optional("base_url", new UrlShape(), "Another server that speaks the same format.");
        var key = fields.Optional("key", new SecretShape(), "Where the key is: env:NAME or file:/path, never the key itself.");
        var tokens = fields.Optional("max_output_tokens", new WholeShape(1, 1_000_000), "1024", "How long an answer may be.");
        var temperature = fields.Optional("temperature", new NumberShape(0, 2).Located(), "How freely the model chooses its words; the provider's default when absent.");
        var unpinned = fields.Optional("allow_unpinned", Words.Flag, "false", "Whether a route may use it although its id is an alias, which the provider may point to another model.");
        var capabilities = fields.Optional("capabilities", Words.List("capabilities", Capability), "What it can do, for where it stands in for another model.");
        var context = fields.Optional("context_tokens", new WholeShape(1, 100_000_000).Located(), "How much it can read and write in one call; needed where it stands in for another model.");
        var region = fields.Optional("region", Words.Name, "Where it is served, in a word of yours, such as eu.");
        var breaker = fields.Optional("breaker", BreakerShape, "When it is left alone because it fails.");
        var price = fields.Optional("price", PriceShape, "What it costs, in USD per million tokens, in place of the price list.");
        return values => new(
            values.Get(provider), values.Get(model), values.Find(baseUrl), values.Find(key), values.Get(tokens), values.Find(temperature)?.Value)
        {
            AllowUnpinned = values.Get(unpinned),
            Capabilities = (values.Find(capabilities) ?? []).Aggregate(ModelCapabilities.None, static (all, one) => all | one),
            ContextTokens = values.Find(context)?.Value,
            Region = values.Find(region),
            Breaker = values.Find(breaker),
            Price = values.Find(price),
        };
    });

    private static ObjectShape<BreakerDefinition> BreakerShape => new("a breaker", fields =>
    {
        var failures = fields.Optional("failures", new WholeShape(1, 1000), "3", "After how many failures in a row it is left alone.");
        var pause = fields.Optional("pause", Words.ShortTime, "30s", "For how long; then one call at a time asks whether it is back.");
        return values => new(values.Get(failures), values.Get(pause));
    });

    private static ObjectShape<PriceDefinition> PriceShape => new("a price", fields =>
    {
        var usd = new NumberShape(0, 100_000);
        var input = fields.Required("input", usd, "Tokens that are read.");
        var output = fields.Required("output", usd, "Tokens that are made, reasoning too.");
        var read = fields.Optional("cache_read", usd.Located(), "Tokens that are read from a cache.");
        var fiveMinutes = fields.Optional("cache_write_5m", usd.Located(), "Tokens that are written to a cache for five minutes.");
        var hour = fields.Optional("cache_write_1h", usd.Located(), "Tokens that are written to a cache for an hour.");
        return values => new(values.Get(input), values.Get(output), values.Find(read)?.Value, values.Find(fiveMinutes)?.Value, values.Find(hour)?.Value);
    });

    private static ChoiceShape<ModelCapabilities> Capability =>
        new([("tools", ModelCapabilities.Tools), ("images", ModelCapabilities.Images), ("json_schema", ModelCapabilities.JsonSchema)]);

    private static ChoiceShape<ModelProvider> Providers =>
        new([("baseline", ModelProvider.Baseline), ("openai", ModelProvider.OpenAI), ("anthropic", ModelProvider.Anthropic)]);
}
