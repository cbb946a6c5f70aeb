using System.Globalization;
using System.Text.Json;

namespace Lanekeeper.Web.Inbox.Editing;

/// <summary>Draws the form: a field for each argument, as the tool's schema and the proposal have it. What is not understood is edited as JSON.</summary>
internal sealed class SlotMaker
{
    private const int Deepest = 4;
    private const int MostOptions = 200;
    private const int OneLine = 100;
    private const int LongByRight = 500;

    private static readonly string[] Typed = ["type", "$ref", "oneOf", "anyOf", "allOf", "const", "enum"];

    private int _count;

    public static IReadOnlyList<Slot> Of(JsonElement schema, JsonElement proposed) => new SlotMaker().Members("", schema, proposed, 0);

    private List<Slot> Members(string path, JsonElement? schema, JsonElement? proposed, int depth)
    {
        var properties = Member(schema, "properties");
        var required = Strings(Member(schema, "required"));
        var names = Names(proposed).Concat(Names(properties)).Distinct(StringComparer.Ordinal);
        return [.. names.Select(name => Make(Pointer.To(path, name), name, Member(properties, name), Member(proposed, name), required.Contains(name), depth))];
    }

    private Slot Make(string path, string label, JsonElement? schema, JsonElement? proposed, bool isRequired, int depth)
    {
        var (type, isNullable) = TypeOf(schema);
        var options = OptionsOf(schema, type, isNullable);
        var kind = KindOf(schema, type, isNullable, proposed, options, depth);
        var name = $"f{(_count++).ToString(CultureInfo.InvariantCulture)}";
        return new(
            name,
            path,
            label,
            kind,
            isRequired,
            isNullable,
            HoldsNumbers: TypeOf(Member(schema, "items")).Type is "number" or "integer",
            Member(schema, "description") is { ValueKind: JsonValueKind.String } words ? words.GetString() : null,
            proposed,
            kind == SlotKind.Choice ? options : [],
            kind == SlotKind.Group ? Members(path, schema, proposed, depth + 1) : []);
    }

    private static SlotKind KindOf(JsonElement? schema, string? type, bool isNullable, JsonElement? proposed, IReadOnlyList<string> options, int depth)
    {
        if (options.Count > 0)
        {
            return SlotKind.Choice;
        }

        type ??= schema is null || !HasType(schema) ? TypeOfValue(proposed) : null;
        var fits = proposed is not { } value || (isNullable && value.ValueKind == JsonValueKind.Null) || TypeOfValue(value) == (type == "integer" ? "number" : type);
        return !fits ? SlotKind.Json : type switch
        {
            "string" => TextKind(schema, proposed),
            "number" or "integer" => SlotKind.Number,
            "object" when depth < Deepest && proposed is { ValueKind: JsonValueKind.Object } && Names(proposed).Concat(Names(Member(schema, "properties"))).Any() => SlotKind.Group,
            "array" when IsPlainList(schema, proposed) => SlotKind.List,
            _ => SlotKind.Json,
        };
    }

    private static SlotKind TextKind(JsonElement? schema, JsonElement? proposed)
    {
        var text = proposed is { ValueKind: JsonValueKind.String } value ? value.GetString()! : "";
        if (text.Any(character => char.IsControl(character) && character is not ('\n' or '\r' or '\t')))
        {
            return SlotKind.Json;
        }

        var isLong = Member(schema, "pattern") is null && Member(schema, "maxLength") is { ValueKind: JsonValueKind.Number } most && most.TryGetInt64(out var length) && length > LongByRight;
        return isLong || text.Length > OneLine || text.AsSpan().IndexOfAny('\n', '\r') >= 0 ? SlotKind.LongText : SlotKind.Text;
    }

    private static bool IsPlainList(JsonElement? schema, JsonElement? proposed)
    {
        var type = TypeOf(Member(schema, "items")).Type;
        var wanted = type == "integer" ? "number" : type;
        return wanted is "string" or "number"
            && Member(Member(schema, "items"), "enum") is null
            && (proposed is not { ValueKind: JsonValueKind.Array } list || list.EnumerateArray().All(item =>
                TypeOfValue(item) == wanted && !(wanted == "string" && (item.GetString()!.Length == 0 || item.GetString()!.Any(char.IsControl)))));
    }

    private static IReadOnlyList<string> OptionsOf(JsonElement? schema, string? type, bool isNullable)
    {
        if (Member(schema, "enum") is { ValueKind: JsonValueKind.Array } choices && choices.GetArrayLength() <= MostOptions
            && choices.EnumerateArray().All(choice => choice.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)))
        {
            return [.. choices.EnumerateArray().Select(choice => choice.GetRawText())];
        }

        return type == "boolean" ? isNullable ? ["true", "false", "null"] : ["true", "false"] : [];
    }

    private static bool HasType(JsonElement? schema) =>
        Typed.Any(keyword => Member(schema, keyword) is not null);

    private static (string? Type, bool IsNullable) TypeOf(JsonElement? schema) => Member(schema, "type") switch
    {
        { ValueKind: JsonValueKind.String } one => (one.GetString(), false),
        { ValueKind: JsonValueKind.Array } several when Strings(several) is var types && types.Count(type => type != "null") == 1 => (types.First(type => type != "null"), types.Contains("null")),
        _ => (null, false),
    };

    private static string? TypeOfValue(JsonElement? value) => value?.ValueKind switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        _ => null,
    };

    private static JsonElement? Member(JsonElement? value, string name) =>
        value is { ValueKind: JsonValueKind.Object } some && some.TryGetProperty(name, out var member) ? member : null;

    private static IEnumerable<string> Names(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Object } some ? some.EnumerateObject().Select(member => member.Name) : [];

    private static HashSet<string> Strings(JsonElement? list) =>
        list is { ValueKind: JsonValueKind.Array } some ? [.. some.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)] : [];
}
