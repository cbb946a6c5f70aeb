using System.Text.Encodings.Web;
using System.Text.Json;
using Lanekeeper.Models.Shaping;

namespace Lanekeeper.Rooms.Tests.Models.Shaping;

public sealed class SentSchemaTests
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void What_is_ours_is_taken_out_but_not_from_names_and_values() =>
        Clean("""{"$schema":"s","$id":"i","x-lanekeeper":{},"type":"object","properties":{"x-name":{"x-lanekeeper":{"fill":"label"},"enum":["$schema",{"x-y":1}]}},"examples":[{"$id":1}]}""")
            .ShouldBe("""{"type":"object","properties":{"x-name":{"enum":["$schema",{"x-y":1}]}},"examples":[{"$id":1}]}""");

    [Fact]
    public void A_closed_schema_goes_out_strictly_and_what_is_not_taken_becomes_words() =>
        Strict("""{"type":"object","required":["a"],"properties":{"a":{"type":"string","description":"A.","maxLength":9,"pattern":"^x","format":"uri","x-lanekeeper":{}}}}""", SchemaDialect.OpenAi)
            .ShouldBe("""{"type":"object","required":["a"],"properties":{"a":{"type":"string","description":"A. (maxLength: 9, pattern: \"^x\", format: \"uri\")"}},"additionalProperties":false}""");

    [Fact]
    public void Bounds_of_numbers_are_sent_to_who_takes_them()
    {
        const string Schema = """{"type":"object","required":["a"],"additionalProperties":false,"properties":{"a":{"type":"number","minimum":0}}}""";

        Strict(Schema, SchemaDialect.OpenAi).ShouldBe("""{"type":"object","required":["a"],"additionalProperties":false,"properties":{"a":{"type":"number","minimum":0}}}""");
        Strict(Schema, SchemaDialect.Anthropic)
            .ShouldBe("""{"type":"object","required":["a"],"additionalProperties":false,"properties":{"a":{"type":"number","description":"(minimum: 0)"}}}""");
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}}}""", false, true)]
    [InlineData("""{"type":"object","required":["a"],"properties":{"a":{"type":"string"}},"additionalProperties":true}""", false, false)]
    [InlineData("""{"type":"object","required":["a"],"properties":{"a":{"type":"object"}}}""", false, false)]
    [InlineData("""{"type":"object","required":["a"],"properties":{"a":{}}}""", false, false)]
    [InlineData("""{"type":"object","required":["a"],"properties":{"a":true}}""", false, false)]
    [InlineData("""{"type":"object","required":["a"],"properties":{"a":{"oneOf":[{"type":"string"}]}}}""", false, false)]
    [InlineData("""{"type":"object","required":["a"],"properties":{"a":{"$ref":"other.json"}}}""", false, false)]
    [InlineData("""{"type":"object","required":["a"],"properties":{"a":{"$ref":"#/$defs/b"}},"$defs":{"b":{"type":"string"}}}""", true, true)]
    [InlineData("""{"type":"object","required":["a"],"properties":{"a":{"type":"array","items":{"type":"integer","minimum":1}}}}""", true, true)]
    [InlineData("""{"type":"object","required":["a"],"properties":{"a":{"anyOf":[{"type":"string"},{"type":"null"}]}}}""", true, true)]
    [InlineData("""{"type":"object","required":["a"],"properties":{"a":{"$ref":"#/definitions/b"}},"definitions":{"b":{"type":"string"}}}""", true, true)]
    [InlineData("""{"type":"object","required":["a"],"properties":{"a":{"$ref":"#/$defs/b"}},"$defs":{"b":{"type":"string"}},"definitions":{"b":{"type":"null"}}}""", false, false)]
    [InlineData("""{"type":"object","required":["a"],"properties":{"a":{"type":"string","description":7,"maxLength":9}}}""", false, false)]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", false, false)]
    [InlineData("true", false, false)]
    public void What_strict_output_cannot_say_is_not_sent_strictly(string schema, bool openAi, bool anthropic)
    {
        (Strict(schema, SchemaDialect.OpenAi) is not null).ShouldBe(openAi);
        (Strict(schema, SchemaDialect.Anthropic) is not null).ShouldBe(anthropic);
    }

    private static string Clean(string schema) => SentSchema.Clean(JsonElement.Parse(schema)).GetRawText();

    private static string? Strict(string schema, SchemaDialect dialect) => SentSchema.Strict(JsonElement.Parse(schema), dialect) is { } strict ? Readable(strict) : null;

    private static string Readable(JsonElement schema) => JsonSerializer.Serialize(schema, Plain);
}
