using System.Runtime.CompilerServices;
using System.Text.Json;
using Lanekeeper.JsonSchema.Evaluating;

namespace Lanekeeper.JsonSchema.Values;

/// <summary>
/// Equality as JSON Schema means it: numbers by value, objects without order. What it costs is charged to the evaluation;
/// once that is exhausted, the answers no longer count.
/// </summary>
internal sealed class ValueComparer(Evaluation evaluation) : IEqualityComparer<JsonElement>
{
    public bool Equals(JsonElement x, JsonElement y)
    {
        if (x.ValueKind != y.ValueKind || !Proceeds())
        {
            return false;
        }

        return x.ValueKind switch
        {
            JsonValueKind.String => JsonText.Utf8(x).SequenceEqual(JsonText.Utf8(y)),
            JsonValueKind.Number => Number.Of(x).CompareTo(Number.Of(y)) == 0,
            JsonValueKind.Array => x.GetArrayLength() == y.GetArrayLength() && ArraysEqual(x, y),
            JsonValueKind.Object => x.GetPropertyCount() == y.GetPropertyCount() && ObjectsEqual(x, y),
            _ => true,
        };
    }

    public int GetHashCode(JsonElement obj)
    {
        if (!Proceeds())
        {
            return 0;
        }

        return obj.ValueKind switch
        {
            JsonValueKind.String => Utf8Comparer.Hash(JsonText.Utf8(obj)),
            JsonValueKind.Number => Number.Of(obj).GetHashCode(),
            JsonValueKind.Array => ArrayHash(obj),
            JsonValueKind.Object => ObjectHash(obj),
            var kind => (int)kind,
        };
    }

    private bool Proceeds() =>
        evaluation.Spend(1) && (RuntimeHelpers.TryEnsureSufficientExecutionStack() || evaluation.Exhaust("values are nested too deep to compare"));

    private bool ArraysEqual(JsonElement x, JsonElement y)
    {
        using var others = y.EnumerateArray();
        foreach (var item in x.EnumerateArray())
        {
            if (!others.MoveNext() || !Equals(item, others.Current))
            {
                return false;
            }
        }

        return true;
    }

    private bool ObjectsEqual(JsonElement x, JsonElement y)
    {
        var others = new Utf8Names<JsonElement>();
        foreach (var member in y.EnumerateObject())
        {
            others.Add(JsonText.Utf8Name(member), member.Value);
        }

        foreach (var member in x.EnumerateObject())
        {
            if (!others.TryGet(JsonText.Utf8Name(member), out var other) || !Equals(member.Value, other))
            {
                return false;
            }
        }

        return true;
    }

    private int ArrayHash(JsonElement array)
    {
        var hash = new HashCode();
        foreach (var item in array.EnumerateArray())
        {
            hash.Add(GetHashCode(item));
        }

        return hash.ToHashCode();
    }

    private int ObjectHash(JsonElement members)
    {
        // A sum, because the order of members means nothing.
        var sum = 0;
        foreach (var member in members.EnumerateObject())
        {
            sum += HashCode.Combine(Utf8Comparer.Hash(JsonText.Utf8Name(member)), GetHashCode(member.Value));
        }

        return sum;
    }
}
