using System.Text.Json;

namespace Lanekeeper.Project.Checking;

/// <summary>What a JSON Schema tells of a value. A field that is not declared counts as absent unless the schema opens itself expressly.</summary>
/// <param name="Root">The whole document, in which <c>$ref</c> is looked up.</param>
internal sealed record SchemaOutline(JsonElement Root, JsonElement Schema) : Outline
{
    private const int MostParts = 100;

    private static readonly string[] Branches = ["allOf", "anyOf", "oneOf"];

    public override IEnumerable<string> Names =>
        Parts().SelectMany(part => Member(part, "properties") is { ValueKind: JsonValueKind.Object } fields ? fields.EnumerateObject().Select(each => each.Name) : []).Distinct();

    /// <summary>The fields that must be there, as far as the schema says so without conditions.</summary>
    public IEnumerable<string> Required =>
        Member(Schema, "required") is { ValueKind: JsonValueKind.Array } names ? names.EnumerateArray().Select(name => name.GetString()!) : [];

    public static Outline Of(SchemaFile? file) => file is null ? Anything : new SchemaOutline(file.Json, file.Json);

    public override Outline? Child(string segment)
    {
        if (Schema.ValueKind == JsonValueKind.True)
        {
            return Anything;
        }

        var parts = Parts();
        var isIndex = segment.Length > 0 && char.IsAsciiDigit(segment[0]);
        var found = parts.Select(part => isIndex ? Item(part) : Property(part, segment)).FirstOrDefault(child => child is not null);
        return found is { } schema ? new SchemaOutline(Root, schema) : IsOpen(parts, isIndex) ? Anything : null;
    }

    private static JsonElement? Property(JsonElement part, string name) =>
        Member(part, "properties") is { } fields && Member(fields, name) is { } field ? field : null;

    private static JsonElement? Item(JsonElement part) => Member(part, "items");

    private static bool IsOpen(IReadOnlyList<JsonElement> parts, bool isIndex)
    {
        if (parts.Any(part => !MayBe(part, isIndex ? "array" : "object")))
        {
            return false;
        }

        if (isIndex || parts.Any(part => part.ValueKind == JsonValueKind.True || Member(part, "patternProperties") is not null || Member(part, "$dynamicRef") is not null))
        {
            return true;
        }

        var rest = parts.Select(part => Member(part, "additionalProperties")).OfType<JsonElement>().ToList();
        return rest.Count > 0 ? rest.All(each => each.ValueKind != JsonValueKind.False) : !parts.Any(part => Member(part, "properties") is not null);
    }

    private static bool MayBe(JsonElement part, string type) => Member(part, "type") switch
    {
        { ValueKind: JsonValueKind.String } only => only.ValueEquals(type),
        { ValueKind: JsonValueKind.Array } several => several.EnumerateArray().Any(each => each.ValueKind == JsonValueKind.String && each.ValueEquals(type)),
        _ => true,
    };

    /// <summary>The schema and all that it is put together of.</summary>
    private List<JsonElement> Parts()
    {
        var parts = new List<JsonElement> { Schema };
        for (var i = 0; i < parts.Count && parts.Count < MostParts; i++)
        {
            if (Member(parts[i], "$ref") is { ValueKind: JsonValueKind.String } reference)
            {
                parts.Add(Resolve(reference.GetString()!) ?? JsonElement.Parse("true"));
            }

            foreach (var branch in Branches)
            {
                if (Member(parts[i], branch) is { ValueKind: JsonValueKind.Array } several)
                {
                    parts.AddRange(several.EnumerateArray().Take(MostParts));
                }
            }
        }

        return parts;
    }

    // Only pointers into the same file; another way to point makes the value open.
    private JsonElement? Resolve(string reference)
    {
        if (!reference.StartsWith('#') || (reference.Length > 1 && reference[1] != '/'))
        {
            return null;
        }

        var here = Root;
        foreach (var part in Uri.UnescapeDataString(reference[1..]).Split('/').Skip(1))
        {
            if (Member(here, part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)) is not { } next)
            {
                return null;
            }

            here = next;
        }

        return here;
    }

    private static JsonElement? Member(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : null;
}
