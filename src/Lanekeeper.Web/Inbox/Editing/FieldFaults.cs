namespace Lanekeeper.Web.Inbox.Editing;

/// <summary>Brings each fault that the door found to the field it is about. What fits no field stays with the whole.</summary>
internal static class FieldFaults
{
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyList<Slot> slots, Problem problem)
    {
        var faults = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var slot in Leaves(slots))
        {
            if (problem.Details.FirstOrDefault(detail => IsAbout(detail, slot.Path)) is { } detail)
            {
                faults[slot.Name] = detail[(detail.IndexOf(": ", StringComparison.Ordinal) + 2)..];
            }
        }

        return faults;
    }

    private static bool IsAbout(string detail, string path) =>
        detail.StartsWith(path, StringComparison.Ordinal)
        && detail.AsSpan(path.Length) is [':', ' ', ..] or ['/', ..]
        && detail.Contains(": ", StringComparison.Ordinal);

    private static IEnumerable<Slot> Leaves(IReadOnlyList<Slot> slots) => slots.SelectMany(slot => slot.Fields.Count > 0 ? Leaves(slot.Fields) : [slot]);
}
