using System.Text.Json;
using Lanekeeper.Models.Baseline.Extracting;

namespace Lanekeeper.Models.Baseline.Filling;

/// <summary>One place of the output, and how it is filled.</summary>
/// <param name="Name">The property's own name; an array's items bear the array's.</param>
/// <param name="Path">The names from the root; an array's items stand where the array does.</param>
/// <param name="Members">An object's properties in the schema's order.</param>
/// <param name="Item">What an array holds.</param>
internal sealed record Field(string Name, IReadOnlyList<string> Path, SchemaView Schema, bool Required, Fill Fill, IReadOnlyList<Field> Members, Field? Item)
{
    public string Pointer { get; } = string.Concat(Path.Select(name => "/" + name.Replace("~", "~0").Replace("/", "~1")));

    /// <summary>The words that announce this property's value in a text.</summary>
    public Cues Cues { get; } = Cues.From(
        [Cues.Spaced(Name), Schema.Text("title") ?? "", .. Schema.Hint("cues") is { ValueKind: JsonValueKind.Array } cues ? cues.EnumerateArray().Select(Text.JsonText.Of).OfType<string>() : []]);

    /// <summary>Itself and all below it, depth first.</summary>
    public IEnumerable<Field> All() => Members.Concat(Item is null ? [] : [Item]).SelectMany(field => field.All()).Prepend(this);

    /// <summary>The values that a label may take: the enum, or true and false.</summary>
    public IReadOnlyList<JsonElement> Allowed =>
        Schema.Get("enum") is { ValueKind: JsonValueKind.Array } values ? [.. values.EnumerateArray().Where(value => value.ValueKind != JsonValueKind.Null)]
        : Schema.Types is ["boolean"] ? [JsonElement.Parse("false"), JsonElement.Parse("true")]
        : [];
}
