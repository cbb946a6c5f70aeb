using Lanekeeper.JsonSchema;

namespace Lanekeeper.Rooms.Tests.JsonSchema;

public sealed class ErrorTests
{
    [Theory]
    [InlineData("""{"enum":["refund","delivery"]}""", "\"refunds\"", "expected one of \"refund\", \"delivery\"; found \"refunds\"")]
    [InlineData("""{"type":["string","null"]}""", "12", "expected a string or null; found 12")]
    [InlineData("""{"type":"integer"}""", "1.5", "expected an integer; found 1.5")]
    [InlineData("""{"required":["id"]}""", "{}", "expected a property \"id\"; found none of that name")]
    [InlineData("""{"minLength":3}""", "\"ab\"", "expected at least 3 characters; found 2 in \"ab\"")]
    [InlineData("""{"maximum":10}""", "1e400", "expected at most 10; found 1e400")]
    [InlineData("""{"multipleOf":0.05}""", "0.12", "expected a multiple of 0.05; found 0.12")]
    [InlineData("""{"pattern":"^A"}""", "\"b\"", "expected a text like \"^A\"; found \"b\"")]
    [InlineData("""{"minItems":1}""", "[]", "expected at least 1 item; found 0")]
    [InlineData("""{"uniqueItems":true}""", "[1,2,1.0]", "expected every item once; found 1.0 at 0 and again at 2")]
    [InlineData("""{"contains":{"type":"string"}}""", "[1]", "expected at least 1 fitting item; found 0")]
    [InlineData("false", "{}", "nothing is allowed here; found an empty object")]
    public void A_message_says_what_was_expected_and_what_was_found(string schema, string instance, string message) =>
        Schemas.Errors(schema, instance).ShouldHaveSingleItem().Message.ShouldBe(message);

    [Fact]
    public void An_error_names_its_place_in_the_instance_and_in_the_schema()
    {
        const string Schema = """
            {"properties": {"lines": {"items": {"$ref": "#/$defs/a~1line"}}}, "$defs": {"a/line": {"properties": {"no/~": {"type": "integer"}}}}}
            """;

        var error = Schemas.Errors(Schema, """{"lines": [{}, {"no/~": "x"}]}""").ShouldHaveSingleItem();

        error.ShouldBe(new ValidationError("/lines/1/no~1~0", "/$defs/a~1line/properties/no~1~0/type", "type", "expected an integer; found \"x\""));
    }

    [Fact]
    public void All_errors_are_told_at_once_up_to_the_limit()
    {
        const string Schema = """{"properties": {"a": {"type": "string"}, "b": {"minimum": 2}}, "required": ["c", "d"], "additionalProperties": false}""";
        const string Instance = """{"a": 1, "b": 1, "e": 0}""";

        Schemas.Errors(Schema, Instance).Select(error => (error.InstancePath, error.Keyword)).ShouldBe(
            [("", "required"), ("", "required"), ("/a", "type"), ("/b", "minimum"), ("/e", "additionalProperties")], ignoreOrder: true);
        Schemas.Errors(Schema, Instance, new SchemaOptions { MaxErrors = 2 }).Count.ShouldBe(2);
    }

    [Fact]
    public void Of_several_alternatives_the_one_most_likely_meant_is_explained()
    {
        const string Schema = """
            {"anyOf": [
              {"properties": {"kind": {"const": "refund"}, "amount": {"type": "number"}}, "required": ["kind", "amount"]},
              {"properties": {"kind": {"const": "reply"}, "text": {"type": "string"}}, "required": ["kind", "text"]}]}
            """;

        var errors = Schemas.Errors(Schema, """{"kind": "reply", "text": 7}""");

        errors.Select(error => error.Message).ShouldBe(
            ["fits none of 2 alternatives; the nearest is number 2; found an object with 2 properties", "expected a string; found 7"]);
    }

    [Theory]
    [InlineData("""{"type":"strin"}""", "/type", "expected one of boolean, integer, number, string, array, object, null; found \"strin\"")]
    [InlineData("""{"properties":{"a":{"pattern":"(a"}}}""", "/properties/a/pattern", "\"(a\" is not a pattern that can be used: InsufficientClosingParentheses at 2")]
    [InlineData("""{"$ref":"#/$defs/none"}""", "/$ref", "\"#/$defs/none\" names no schema here")]
    [InlineData("""{"$ref":"other.json"}""", "/$ref", "cannot find the schema \"other.json\": it is not in this document, and was not resolved from outside")]
    [InlineData("""{"required":"id"}""", "/required", "expected a list of strings; found \"id\"")]
    [InlineData("""{"minLength":-1}""", "/minLength", "expected a whole number, 0 or more; found -1")]
    [InlineData("""{"items":[true]}""", "/items", "expected one schema for all items; found a list, which is the form of older drafts: write \"prefixItems\"")]
    [InlineData("""{"$defs":{"unused":{"type":5}}}""", "/$defs/unused/type", "expected a list of strings; found 5")]
    [InlineData("""{"properties":{"a":7}}""", "/properties/a", "expected a schema (an object, true or false); found 7")]
    [InlineData("""{"allOf":[{"$ref":"#"}]}""", "/allOf/0/$ref", "leads back to itself without going deeper into the value: validating would never end")]
    [InlineData("""{"type":"string","type":"null"}""", "/type", "the keyword stands twice in one schema")]
    [InlineData("3", "", "expected a schema (an object, true or false); found 3")]
    public void A_bad_schema_is_answered_with_its_faults(string schema, string path, string message)
    {
        var compilation = Schemas.Compile(schema);

        compilation.Schema.ShouldBeNull();
        compilation.Faults.ShouldContain(new SchemaFault(path, message));
    }

    [Fact]
    public void All_faults_of_a_schema_are_told_at_once() =>
        Schemas.Compile("""{"type":"strin","minimum":"1","$ref":"#nowhere","enum":3}""").Faults.Count.ShouldBe(4);

    [Fact]
    public void Format_is_an_annotation_until_it_is_asked_to_assert()
    {
        const string Schema = """{"format":"date"}""";

        Schemas.Errors(Schema, "\"2026-02-30\"").ShouldBeEmpty();
        Schemas.Errors(Schema, "\"2026-02-30\"", new SchemaOptions { AssertFormat = true }).ShouldHaveSingleItem()
            .Message.ShouldBe("expected a date such as 2026-02-28; found \"2026-02-30\"");
    }

    [Fact]
    public void A_schema_outlives_the_document_it_was_read_from()
    {
        var document = System.Text.Json.JsonDocument.Parse("""{"enum":[{"a":1},"x"],"properties":{"a":{"const":[1]}}}""");
        var schema = Schema.Compile(document.RootElement).Schema.ShouldNotBeNull();
        document.Dispose();

        schema.Validate(Schemas.Json("""{"a":2}""")).Errors.Count.ShouldBe(2);
    }
}
