using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Lanekeeper.JsonSchema;

namespace Lanekeeper.Rooms.Tests.JsonSchema;

public sealed class SchemaProperties
{
    private static readonly string[] Names = ["a", "b", "$ref", "type", "items", "", "é/~"];

    private static readonly string[] Keywords =
    [
        "type", "enum", "const", "properties", "patternProperties", "additionalProperties", "propertyNames", "required", "items", "prefixItems",
        "contains", "minContains", "maxContains", "uniqueItems", "minimum", "multipleOf", "minLength", "pattern", "format", "allOf", "anyOf", "oneOf",
        "not", "if", "then", "else", "dependentSchemas", "dependentRequired", "unevaluatedProperties", "unevaluatedItems", "$ref", "$dynamicRef",
        "$id", "$anchor", "$dynamicAnchor", "$defs", "$schema",
    ];

    private static readonly string[] Texts =
        ["", "a", "string", "object", "array", "#", "#/$defs/a", "#a", "a", "x.json", "^a+$", "(", @"\p{L}", "[^a]", "date", "http://[", "\uD800"];

    [Fact]
    public void Whatever_the_schema_and_the_value_there_is_an_answer() => Prop.ForAll(
        Arb.From(from schema in SchemaLike(3) from value in Value(3) select (schema, value)),
        pair =>
        {
            var options = new SchemaOptions { AssertFormat = true, MaxWork = 20_000 };
            var compilation = Schema.Compile(Schemas.Json(pair.schema), options);
            var value = Schemas.Json(pair.value);
            return compilation.Schema is { } schema
                ? schema.IsValid(value) == schema.Validate(value).IsValid
                : compilation.Faults.Count > 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Fact]
    public void A_value_is_its_own_constant_and_equality_goes_both_ways() => Prop.ForAll(
        Arb.From(from one in Value(3) from other in Value(3) select (one, other)),
        pair =>
        {
            var constant = Schemas.Good($$"""{"const":{{pair.one}}}""");
            var unique = Schemas.Good("""{"uniqueItems":true}""");
            var same = constant.IsValid(Schemas.Json(pair.other));
            return constant.IsValid(Schemas.Json(pair.one))
                && Schemas.Good($$"""{"const":{{pair.other}}}""").IsValid(Schemas.Json(pair.one)) == same
                && unique.IsValid(Schemas.Json($"[{pair.one},{pair.other}]")) == !same;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void Not_turns_every_answer_round() => Prop.ForAll(
        Arb.From(from schema in SchemaLike(2) from value in Value(2) select (schema, value)),
        pair =>
        {
            var options = new SchemaOptions { MaxDepth = 64 };
            var plain = Schemas.Compile(pair.schema, options).Schema;
            var negated = Schemas.Compile($$"""{"not":{"$id":"http://inner/","allOf":[true],"$ref":"http://outer/"} }""", options with { Resolve = _ => Schemas.Json(pair.schema) }).Schema;
            if (plain is null || negated is null || plain.Validate(Schemas.Json(pair.value)).Errors.Any(error => error.Keyword.Length == 0))
            {
                return true;
            }

            return plain.IsValid(Schemas.Json(pair.value)) != negated.IsValid(Schemas.Json(pair.value));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    private static Gen<string> Text => Gen.Elements(Texts).Select(text => text == "\uD800" ? "\"\\ud800\"" : JsonSerializer.Serialize(text));

    private static Gen<string> Number => Gen.Elements("0", "1", "1.0", "-2", "2.5", "1e2", "100", "1e400", "-1e-400", "12345678901234567890123456789012");

    private static Gen<string> Value(int depth) => depth == 0
        ? Gen.OneOf(Text, Number, Gen.Elements("true", "false", "null"))
        : Gen.OneOf(Value(0), List(Value(depth - 1)), Map(Gen.Elements(Names), Value(depth - 1)));

    private static Gen<string> SchemaLike(int depth) => depth == 0
        ? Gen.OneOf(Value(0), Gen.Elements("true", "false", "{}"))
        : Gen.OneOf(
            Map(Gen.Elements(Keywords), Gen.OneOf(SchemaLike(depth - 1), Value(depth - 1), List(SchemaLike(depth - 1)), Map(Gen.Elements(Names), SchemaLike(depth - 1)))),
            Map(Gen.Elements("type", "$ref", "pattern", "format", "$id"), Text));

    private static Gen<string> List(Gen<string> items) => Gen.Choose(0, 3).SelectMany(count => Gen.ListOf(items, count)).Select(list => $"[{string.Join(',', list)}]");

    private static Gen<string> Map(Gen<string> names, Gen<string> values) =>
        from count in Gen.Choose(0, 4)
        from keys in Gen.ListOf(names, count)
        from members in Gen.ListOf(values, count)
        select $"{{{string.Join(',', keys.Zip(members).DistinctBy(pair => pair.First).Select(pair => $"{JsonSerializer.Serialize(pair.First)}:{pair.Second}"))}}}";
}
