using System.Collections;
using System.Text.Json;

namespace Lanekeeper.Cel.Values;

/// <summary>A JSON array as a list. Its elements are wrapped at the first look; two threads that look at once do the same work.</summary>
internal sealed class JsonList(JsonElement array) : IReadOnlyList<CelValue>
{
    private CelValue[]? _items;

    public int Count => array.GetArrayLength();

    public CelValue this[int index] => Items[index];

    private CelValue[] Items => _items ??= [.. array.EnumerateArray().Select(JsonValues.From)];

    public IEnumerator<CelValue> GetEnumerator() => ((IEnumerable<CelValue>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
