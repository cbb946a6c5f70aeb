namespace Lanekeeper.Cel.Evaluating;

/// <summary>Reading one thing out of another.</summary>
internal static class Lookup
{
    public static CelValue Field(in CelValue value, string field)
    {
        if (value.IsError)
        {
            return value;
        }

        if (value.Kind != CelKind.Map)
        {
            return CelValue.Error($"cannot read the field '{field}' of a {TypeNames.Of(value)}");
        }

        return value.Entries.TryGetValue(field, out var found) ? found : CelValue.Error($"no such key: '{field}'");
    }

    public static CelValue Has(in CelValue value, string field) =>
        value.IsError ? value
        : value.Kind == CelKind.Map ? value.Entries.ContainsKey(field)
        : CelValue.Error($"cannot ask a {TypeNames.Of(value)} for the field '{field}'");

    public static CelValue Index(in CelValue value, in CelValue key) => value.Kind switch
    {
        CelKind.List => Item(value.Items, key),
        CelKind.Map when !IsKey(key) => CelValue.Error($"a {TypeNames.Of(key)} is no key of a map"),
        CelKind.Map => value.Entries.TryGetValue(key, out var found) ? found : CelValue.Error($"no such key: {Shown(key)}"),
        _ => CelValue.Error($"cannot index a {TypeNames.Of(value)}"),
    };

    /// <summary>Whether a map may hold it as a key, or be asked for it: a double finds the whole number that it equals.</summary>
    public static bool IsKey(in CelValue key) => key.Kind is CelKind.String or CelKind.Int or CelKind.Uint or CelKind.Bool or CelKind.Double;

    private static CelValue Item(IReadOnlyList<CelValue> items, in CelValue key)
    {
        var index = key.Kind switch
        {
            CelKind.Int => key.Int,
            CelKind.Uint => (long)Math.Min(key.Uint, long.MaxValue),
            CelKind.Double when key.Double == Math.Truncate(key.Double) && Math.Abs(key.Double) < int.MaxValue => (long)key.Double,
            _ => long.MinValue,
        };

        if (index == long.MinValue)
        {
            return CelValue.Error($"a {(key.Kind == CelKind.Double ? "fraction" : TypeNames.Of(key))} is no index of a list");
        }

        return index >= 0 && index < items.Count
            ? items[(int)index]
            : CelValue.Error($"index {index} is out of bounds: the list has {items.Count} elements");
    }

    private static string Shown(in CelValue key)
    {
        var text = key.ToString();
        return text.Length > 50 ? $"'{text[..50]}…'" : $"'{text}'";
    }
}
