using System.Text.Json;
using Lanekeeper.JsonSchema.Evaluating;
using Lanekeeper.JsonSchema.Values;

namespace Lanekeeper.JsonSchema.Keywords;

/// <summary>Names that an object must have, found in one pass over its members whatever their number.</summary>
internal sealed class RequiredNames
{
    private const int OnStack = 16;

    private readonly Utf8Names<int> _indexes = new();

    public RequiredNames(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            _indexes.Add(name, _indexes.Count);
        }
    }

    public bool AllIn(JsonElement instance, Evaluation evaluation)
    {
        var words = (_indexes.Count + 63) / 64;
        var seen = words <= OnStack ? stackalloc ulong[words] : new ulong[words];
        var missing = _indexes.Count;
        foreach (var member in instance.EnumerateObject())
        {
            if (missing == 0 || !evaluation.Spend(1))
            {
                break;
            }

            if (_indexes.TryGet(JsonText.Utf8Name(member), out var index) && (seen[index >> 6] & (1UL << index)) == 0)
            {
                seen[index >> 6] |= 1UL << index;
                missing--;
            }
        }

        return missing == 0;
    }

    public IEnumerable<string> MissingIn(JsonElement instance)
    {
        var present = instance.EnumerateObject().Select(JsonText.Name).ToHashSet(StringComparer.Ordinal);
        return _indexes.Names.Where(name => !present.Contains(name));
    }
}
