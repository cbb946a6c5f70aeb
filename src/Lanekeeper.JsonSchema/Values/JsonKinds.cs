using System.Text.Json;

namespace Lanekeeper.JsonSchema.Values;

/// <summary>The types of JSON Schema, as a set.</summary>
[Flags]
internal enum JsonKinds
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Integer = 4,
    Number = 8,
    String = 16,
    Array = 32,
    Object = 64,
}

internal static class JsonKindNames
{
    private static readonly (string Name, JsonKinds Kind, string Words)[] All =
    [
        ("boolean", JsonKinds.Boolean, "a boolean"),
        ("integer", JsonKinds.Integer, "an integer"),
        ("number", JsonKinds.Number, "a number"),
        ("string", JsonKinds.String, "a string"),
        ("array", JsonKinds.Array, "an array"),
        ("object", JsonKinds.Object, "an object"),
        ("null", JsonKinds.Null, "null"),
    ];

    public static string Listed => string.Join(", ", All.Select(kind => kind.Name));

    public static JsonKinds Parse(string name) => All.FirstOrDefault(kind => kind.Name == name).Kind;

    /// <summary>"a string or null"</summary>
    public static string Describe(JsonKinds kinds) => string.Join(" or ", All.Where(kind => kinds.HasFlag(kind.Kind)).Select(kind => kind.Words));

    public static bool Holds(JsonKinds kinds, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => (kinds & JsonKinds.Null) != 0,
        JsonValueKind.True or JsonValueKind.False => (kinds & JsonKinds.Boolean) != 0,
        JsonValueKind.String => (kinds & JsonKinds.String) != 0,
        JsonValueKind.Array => (kinds & JsonKinds.Array) != 0,
        JsonValueKind.Object => (kinds & JsonKinds.Object) != 0,
        JsonValueKind.Number => (kinds & JsonKinds.Number) != 0 || ((kinds & JsonKinds.Integer) != 0 && Number.IsInteger(value)),
        _ => false,
    };
}
