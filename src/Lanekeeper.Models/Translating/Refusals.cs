using System.Text.Json;
using Lanekeeper.Models.Providing;
using Lanekeeper.Models.Shaping;

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
        if (value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Undefined))
        {
            Add(path, "An object is to stand here.");
        }

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

    /// <returns>As <see cref="Words"/>, without a text that is only white space: for that Anthropic turns the whole request down.</returns>
    public JsonElement? Said(JsonElement? text, string path) => Words(text, path) is { } words && !words.IsBlank() ? words : null;

    /// <returns>What a list holds; what is there and is no list is refused.</returns>
    public IEnumerable<JsonElement> Items(JsonElement? list, string path)
    {
        if (list is { ValueKind: not JsonValueKind.Array })
        {
            Add(path, "A list is to stand here.");
        }

        return list.Items();
    }

    /// <returns>Whether it is true; what is there and is neither true nor false is refused.</returns>
    public bool Flag(JsonElement? flag, string path)
    {
        if (flag is { ValueKind: not (JsonValueKind.True or JsonValueKind.False) })
        {
            Add(path, "True or false is to stand here.");
        }

        return flag is { ValueKind: JsonValueKind.True };
    }

    /// <returns>A schema as strict output takes it; where it cannot be, that is refused.</returns>
    public JsonElement? Strict(JsonElement? schema, SchemaDialect dialect, string path, string how)
    {
        var strict = schema is { ValueKind: JsonValueKind.Object } given ? SentSchema.Strict(given, dialect) : null;
        if (strict is null)
        {
            Add(path, how);
        }

        return strict;
    }
}
