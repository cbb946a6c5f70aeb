using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Lanekeeper.Models.Pricing;

/// <summary>
/// The vendored price list. An id is looked up as it is, and only then by these rules, the first that finds something winning:
/// without a vendor's prefix (<c>openai/</c>); a fine-tuned id as <c>ft:</c> and its base; without the date at its end.
/// </summary>
internal sealed partial class PriceList
{
    private readonly FrozenDictionary<string, FrozenDictionary<string, ModelPrice>> _byProvider;

    private PriceList(string version, FrozenDictionary<string, FrozenDictionary<string, ModelPrice>> byProvider) => (Version, _byProvider) = (version, byProvider);

    public string Version { get; }

    public static PriceList Vendored()
    {
        using var stream = typeof(PriceList).Assembly.GetManifestResourceStream("Pricing/prices.json")
            ?? throw new InvalidOperationException("The price list is missing from the assembly.");
        return Read(stream);
    }

    public static PriceList Read(Stream json)
    {
        using var document = JsonDocument.Parse(json);
        var models = document.RootElement.GetProperty("models").EnumerateObject();
        return new PriceList(
            document.RootElement.GetProperty("version").GetString()!,
            models.ToFrozenDictionary(
                provider => provider.Name,
                provider => provider.Value.EnumerateObject().ToFrozenDictionary(model => model.Name, model => ReadPrice(model.Value), StringComparer.Ordinal),
                StringComparer.Ordinal));
    }

    /// <returns><see langword="null"/> when the model's price is unknown.</returns>
    public ModelPrice? Find(string provider, string model) =>
        _byProvider.TryGetValue(provider, out var prices) ? Spellings(provider, model).Select(prices.GetValueOrDefault).FirstOrDefault(price => price is not null) : null;

    /// <summary>
    /// What an answer is priced by: the served model where the list knows it; the asked one where the served is the same by another spelling.
    /// A served model that is neither has no known price.
    /// </summary>
    public ModelPrice? Find(string provider, string asked, string? served) =>
        served is null || served == asked ? Find(provider, asked)
        : Find(provider, served) ?? (IsSame(served, asked) ? Find(provider, asked) : null);

    private static IEnumerable<string> Spellings(string provider, string model)
    {
        yield return model;
        var bare = model.StartsWith($"{provider}/", StringComparison.Ordinal) ? model[(provider.Length + 1)..] : model;
        yield return bare;

        if (bare.StartsWith("ft:", StringComparison.Ordinal))
        {
            // What a tuned model costs is not what its base costs, so a tuned id never becomes an untuned one.
            yield return string.Join(':', bare.Split(':').Take(2));
            yield break;
        }

        yield return Undated(bare);
    }

    /// <summary>Whether two ids are one, but for a date at the end.</summary>
    public static bool IsSame(string one, string other) => Undated(one) == Undated(other);

    private static string Undated(string model) => DateAtEnd().Replace(model, "");

    private static ModelPrice ReadPrice(JsonElement price) => new(
        Decimal(price, "input") ?? throw new JsonException("A price has no input."),
        Decimal(price, "output") ?? throw new JsonException("A price has no output."),
        Decimal(price, "cache_read"),
        Decimal(price, "cache_write_5m"),
        Decimal(price, "cache_write_1h"),
        price.TryGetProperty("up_to", out var limit) ? limit.GetInt64() : null)
    {
        Above = ReadPart(price, "above"),
        Batch = ReadPart(price, "batch"),
        Flex = ReadPart(price, "flex"),
        Priority = ReadPart(price, "priority"),
        Search = Decimal(price, "search"),
    };

    private static ModelPrice? ReadPart(JsonElement price, string name) => price.TryGetProperty(name, out var part) ? ReadPrice(part) : null;

    private static decimal? Decimal(JsonElement price, string name) =>
        price.TryGetProperty(name, out var value) ? decimal.Parse(value.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"-(\d{8}|\d{4}-\d{2}-\d{2})$", RegexOptions.CultureInvariant)]
    private static partial Regex DateAtEnd();
}
