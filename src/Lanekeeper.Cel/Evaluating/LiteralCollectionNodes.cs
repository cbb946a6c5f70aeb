namespace Lanekeeper.Cel.Evaluating;

internal sealed class ListNode(int offset, Node[] items) : Node(offset)
{
    protected override CelValue Compute(Run run)
    {
        var values = new CelValue[items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            values[i] = items[i].Evaluate(run);
            if (values[i].IsError)
            {
                return values[i];
            }
        }

        return CelValue.List(values);
    }
}

internal sealed class MapNode(int offset, Node[] keys, Node[] values) : Node(offset)
{
    protected override CelValue Compute(Run run)
    {
        var entries = new OrderedDictionary<CelValue, CelValue>(keys.Length);
        for (var i = 0; i < keys.Length; i++)
        {
            var key = keys[i].Evaluate(run);
            var value = key.IsError ? key : values[i].Evaluate(run);
            if (value.IsError)
            {
                return value;
            }

            if (key.Kind == CelKind.Double || !Lookup.IsKey(key))
            {
                return CelValue.Error($"a {TypeNames.Of(key)} is no key of a map");
            }

            if (!entries.TryAdd(key, value))
            {
                return CelValue.Error("the map has the same key twice");
            }
        }

        return CelValue.Map(entries);
    }
}
