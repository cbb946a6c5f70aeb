using System.Text.Json;

namespace Lanekeeper.Models.Translating;

/// <summary>What of a request cannot be carried. The first that is found stands, and whatever is written beside it is thrown away.</summary>
internal sealed class Refusals
{
    private const int LongestField = 200;
    private const string Unknown = "Nothing of that name is known there. Leave it out, or name a model of the provider whose format you speak.";

    public Problem? Problem { get; private set; }

    public void Add(string field, string why) =>
        Problem ??= TranslationProblems.CannotCarry(field.Length <= LongestField ? field : $"{field[..LongestField]}...", why);

    /// <summary>Default deny: what is not known and says something is refused.</summary>
    public void AddUnknown(string field, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Null)
        {
            Add(field, Unknown);
        }
    }

    /// <summary>All members of an object but these, where they say something.</summary>
    public void AddUnknown(JsonElement value, string path, params ReadOnlySpan<string> known)
    {
        foreach (var member in value.Members())
        {
            if (!known.Contains(member.Name))
            {
                AddUnknown($"{path}.{member.Name}", member.Value);
            }
        }
    }

    /// <returns>A text that says something; where there is none at all, that is refused.</returns>
    public JsonElement? Words(JsonElement? text, string path)
    {
        if (text is not { ValueKind: JsonValueKind.String } words)
        {
            Add(path, "A text is to stand here.");
            return null;
        }

        return words.IsWords() ? words : null;
    }
}
