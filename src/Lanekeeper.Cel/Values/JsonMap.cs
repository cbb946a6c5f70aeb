using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Lanekeeper.Cel.Values;

/// <summary>A JSON object as a map; of a name that is there twice the last one counts. A small object is searched, a big one indexed once.</summary>
internal sealed class JsonMap(JsonElement element) : IReadOnlyDictionary<CelValue, CelValue>
{
    private const int Small = 8;

    private OrderedDictionary<CelValue, CelValue>? _entries;

    public int Count => Entries.Count;

    public IEnumerable<CelValue> Keys => Entries.Keys;

    public IEnumerable<CelValue> Values => Entries.Values;

    private OrderedDictionary<CelValue, CelValue> Entries => _entries ??= Index();

    public CelValue this[CelValue key] => Entries[key];

    public bool ContainsKey(CelValue key) => TryGetValue(key, out _);

    public bool TryGetValue(CelValue key, [MaybeNullWhen(false)] out CelValue value)
    {
        if (_entries is not null || key.Kind != CelKind.String || element.GetPropertyCount() > Small)
        {
            return Entries.TryGetValue(key, out value);
        }

        try
        {
            var found = element.TryGetProperty(key.Text, out var property);
            value = found ? JsonValues.From(property) : default;
            return found;
        }
        catch (Exception failure) when (failure is InvalidOperationException or ArgumentException)
        {
            // Half a surrogate pair, in the key or in a name of the object: JsonText knows how to read those.
            return Entries.TryGetValue(key, out value);
        }
    }

    public IEnumerator<KeyValuePair<CelValue, CelValue>> GetEnumerator() => Entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private OrderedDictionary<CelValue, CelValue> Index()
    {
        var entries = new OrderedDictionary<CelValue, CelValue>(element.GetPropertyCount());
        foreach (var property in element.EnumerateObject())
        {
            entries[JsonText.NameOf(property)] = JsonValues.From(property.Value);
        }

        return entries;
    }
}
