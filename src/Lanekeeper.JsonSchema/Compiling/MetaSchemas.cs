using System.Collections.Concurrent;
using System.Text.Json;

namespace Lanekeeper.JsonSchema.Compiling;

/// <summary>The meta-schemas of 2020-12, so that a schema of schemas needs no network.</summary>
internal static class MetaSchemas
{
    private const string Prefix = "https://json-schema.org/draft/2020-12/";

    private static readonly ConcurrentDictionary<string, JsonElement?> Loaded = new(StringComparer.Ordinal);

    public static JsonElement? Find(string uri) => uri.StartsWith(Prefix, StringComparison.Ordinal) && uri.Length < 100 ? Loaded.GetOrAdd(uri, Load) : null;

    private static JsonElement? Load(string uri)
    {
        using var stream = typeof(MetaSchemas).Assembly.GetManifestResourceStream($"{uri[Prefix.Length..].Replace('/', '.')}.json");
        if (stream is null)
        {
            return null;
        }

        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
