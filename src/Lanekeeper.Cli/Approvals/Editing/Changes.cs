using System.Text.Json;
using Lanekeeper.Approvals;

namespace Lanekeeper.Cli.Approvals.Editing;

/// <summary>What differs between two argument objects, by JSON Pointer; arrays are compared whole.</summary>
internal static class Changes
{
    public static IReadOnlyList<ArgumentChange> Between(JsonElement before, JsonElement after) => [.. Compare("", before, after)];

    private static IEnumerable<ArgumentChange> Compare(string path, JsonElement? before, JsonElement? after)
    {
        if (before is not { ValueKind: JsonValueKind.Object } left || after is not { ValueKind: JsonValueKind.Object } right)
        {
            return before is { } one && after is { } other && CanonicalJson.Digest(one) == CanonicalJson.Digest(other) ? [] : [new(path, before, after)];
        }

        return left.EnumerateObject().Concat(right.EnumerateObject()).Select(member => member.Name).Distinct(StringComparer.Ordinal)
            .SelectMany(name => Compare($"{path}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}", Member(left, name), Member(right, name)));
    }

    private static JsonElement? Member(JsonElement value, string name) => value.TryGetProperty(name, out var member) ? member : null;
}
