using System.Text.Json.Nodes;
using Lanekeeper.Models.Baseline.Extracting;
using Lanekeeper.Models.Baseline.Text;

namespace Lanekeeper.Models.Baseline.Filling;

/// <summary>Holds a value against the schema's limits. Free text is shortened to fit; a found value that does not fit is not the value that is meant.</summary>
internal static class Limits
{
    public static Filled Shortened(SchemaView schema, string text) => Exact(schema, Cut.AtWord(text, schema.Count("maxLength") ?? int.MaxValue));

    public static Filled Exact(SchemaView schema, string text)
    {
        var whole = JsonText.WellFormed(text);
        var length = Cut.Length(whole);
        var fits = schema.Allows("string") && length >= (schema.Count("minLength") ?? 0) && length <= (schema.Count("maxLength") ?? int.MaxValue)
            && IsListed(schema, whole) && (schema.Text("pattern") is not { } pattern || Expressions.Of(pattern)?.IsMatch(whole) == true);
        return fits ? Filled.With(JsonValue.Create(whole)) : Filled.Nothing;
    }

    /// <summary>As a number, or as text where the schema wants that.</summary>
    public static Filled Number(SchemaView schema, decimal value)
    {
        var number = schema.Allows("number") || schema.Allows("integer") && decimal.IsInteger(value);
        if (!number)
        {
            return Exact(schema, FormattableString.Invariant($"{value}"));
        }

        var fits = value >= (schema.Number("minimum") ?? decimal.MinValue) && value <= (schema.Number("maximum") ?? decimal.MaxValue)
            && !(value <= schema.Number("exclusiveMinimum")) && !(value >= schema.Number("exclusiveMaximum"))
            && !(schema.Number("multipleOf") is > 0 and var step && value % step != 0);
        return fits ? Filled.With(JsonValue.Create(value)) : Filled.Nothing;
    }

    private static bool IsListed(SchemaView schema, string text) =>
        schema.Get("enum") is not { ValueKind: System.Text.Json.JsonValueKind.Array } values || values.EnumerateArray().Any(value => JsonText.Of(value) == text);
}
