using System.Text.Json;
using Lanekeeper.Approvals;
using Lanekeeper.Web.Controls;

namespace Lanekeeper.Web.Inbox;

/// <summary>Sorts a card's JSON into what is read first, what is read in full, and what is only looked up.</summary>
internal static class CardMaker
{
    private const int ShortText = 120;
    private const int MostFacts = 12;
    private const int MostLines = 300;

    public static CardView Of(InboxCard card, CardDraft? draft = null, Problem? problem = null)
    {
        var changed = card.Approval.Changes.Select(change => change.Path).ToHashSet(StringComparer.Ordinal);
        var arguments = card.Approval.Arguments is { ValueKind: JsonValueKind.Object } value
            ? value.EnumerateObject().Select(member => FactOf(member, changed)).ToList() : [];
        return new CardView(
            card,
            [.. arguments.Where(IsShort).Take(MostFacts)],
            [.. arguments.Where(fact => !IsShort(fact)).Take(MostFacts)],
            card.Approval.Arguments is { } all ? LinesOf(all, card.Approval.Changes) : [],
            InputOf(card.Approval.Request.Evidence.Input),
            draft ?? CardDraft.None,
            problem);
    }

    /// <summary>Short fields first, so that a message reads like a letter: from, subject, then its text.</summary>
    public static IReadOnlyList<Fact> InputOf(JsonElement input) => input.ValueKind == JsonValueKind.Object
        ? [.. input.EnumerateObject().Select(member => FactOf(member, [])).OrderBy(fact => IsShort(fact) ? 0 : 1).Take(MostFacts)]
        : [new("input", JsonText.Say(input))];

    public static bool IsShort(Fact fact) => fact.Value.Length <= ShortText && !fact.Value.Contains('\n', StringComparison.Ordinal);

    private static Fact FactOf(JsonProperty member, HashSet<string> changed) => new(
        member.Name,
        JsonText.Say(member.Value),
        member.Value.ValueKind == JsonValueKind.Number,
        changed.Any(path => path.Length == 0 || path == Pointer.To("", member.Name) || path.StartsWith($"{Pointer.To("", member.Name)}/", StringComparison.Ordinal)));

    private static List<ArgumentLine> LinesOf(JsonElement arguments, IReadOnlyList<ArgumentChange> changes)
    {
        var changed = changes.GroupBy(change => change.Path, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        var lines = new List<ArgumentLine>();
        Walk("", arguments, path => changed.Remove(path, out var change) ? change : null, lines);

        // What was taken away is in no place any more.
        lines.AddRange(changed.Values.Select(change => new ArgumentLine(change.Path, "", change.Before is { } before ? JsonText.Say(before) : null, true)));
        return lines;
    }

    private static void Walk(string path, JsonElement value, Func<string, ArgumentChange?> changeAt, List<ArgumentLine> lines)
    {
        if (lines.Count >= MostLines)
        {
            return;
        }

        var change = changeAt(path);
        if (change is null && value.ValueKind == JsonValueKind.Object && value.EnumerateObject().Any())
        {
            foreach (var member in value.EnumerateObject())
            {
                Walk(Pointer.To(path, member.Name), member.Value, changeAt, lines);
            }
        }
        else if (change is null && value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0)
        {
            var at = 0;
            foreach (var item in value.EnumerateArray())
            {
                Walk($"{path}/{at++}", item, changeAt, lines);
            }
        }
        else
        {
            lines.Add(new(path, JsonText.Say(value), change?.Before is { } before ? JsonText.Say(before) : null, change is not null));
        }
    }
}
