using System.Globalization;
using System.Text.Json;

namespace Lanekeeper.Project;

/// <summary>A path between <c>{{</c> and <c>}}</c>.</summary>
/// <param name="Path">As written: <c>steps.find.output.passages[0].text</c>.</param>
/// <param name="Segments">Names and list indices, the root first.</param>
/// <param name="Line">From 1, within the template's text.</param>
/// <param name="Column">From 1.</param>
public sealed record TemplatePath(string Path, IReadOnlyList<string> Segments, int Line, int Column)
{
    /// <summary>Where the path stands in the template's text, in UTF-16 units.</summary>
    internal int Offset { get; init; }

    /// <summary>Walks from the scope to the value.</summary>
    public bool TryFind(JsonElement scope, out JsonElement value)
    {
        value = scope;
        foreach (var segment in Segments)
        {
            if (!TryStep(value, segment, out value))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryStep(JsonElement from, string segment, out JsonElement value)
    {
        value = default;
        if (from.ValueKind == JsonValueKind.Object)
        {
            return from.TryGetProperty(segment, out value);
        }

        if (from.ValueKind != JsonValueKind.Array
            || !int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || index >= from.GetArrayLength())
        {
            return false;
        }

        value = from[index];
        return true;
    }
}
