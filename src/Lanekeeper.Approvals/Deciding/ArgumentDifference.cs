using System.Text.Json;

namespace Lanekeeper.Approvals.Deciding;

/// <summary>What differs between two JSON values, each place by its JSON Pointer.</summary>
internal static class ArgumentDifference
{
    // Beyond this a list helps nobody; the whole is then one change.
    private const int Most = 1000;

    public static IReadOnlyList<ArgumentChange> Of(JsonElement before, JsonElement after)
    {
        var changes = new List<ArgumentChange>();
        Compare("", before, after, changes);
        return changes.Count <= Most ? changes : [new("", before, after)];
    }

    private static void Compare(string path, JsonElement? before, JsonElement? after, List<ArgumentChange> changes)
    {
        if (changes.Count > Most)
        {
            return;
        }

        if (before is { ValueKind: JsonValueKind.Object } oldObject && after is { ValueKind: JsonValueKind.Object } newObject)
        {
            CompareMembers(path, oldObject, newObject, changes);
        }
        else if (before is { ValueKind: JsonValueKind.Array } oldList && after is { ValueKind: JsonValueKind.Array } newList)
        {
            CompareItems(path, oldList, newList, changes);
        }
        else if (before is null || after is null || !AreSame(before.Value, after.Value))
        {
            changes.Add(new(path, before, after));
        }
    }

    private static void CompareMembers(string path, JsonElement before, JsonElement after, List<ArgumentChange> changes)
    {
        var names = before.EnumerateObject().Concat(after.EnumerateObject()).Select(member => member.Name).Distinct(StringComparer.Ordinal);
        foreach (var name in names)
        {
            Compare($"{path}/{Escape(name)}", Member(before, name), Member(after, name), changes);
        }
    }

    private static void CompareItems(string path, JsonElement before, JsonElement after, List<ArgumentChange> changes)
    {
        var (old, fresh) = (before.EnumerateArray().ToList(), after.EnumerateArray().ToList());
        for (var i = 0; i < Math.Max(old.Count, fresh.Count); i++)
        {
            Compare($"{path}/{i}", i < old.Count ? old[i] : null, i < fresh.Count ? fresh[i] : null, changes);
        }
    }

    // As the digest sees it: 1.0 and 1 are one number.
    private static bool AreSame(JsonElement before, JsonElement after) => CanonicalJson.Write(before).AsSpan().SequenceEqual(CanonicalJson.Write(after));

    private static JsonElement? Member(JsonElement value, string name) => value.TryGetProperty(name, out var member) ? member : null;

    private static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
