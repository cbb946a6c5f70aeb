using System.Text.Json.Nodes;
using Lanekeeper.Models;

namespace Lanekeeper.Rooms.Tests.Models.Translating;

/// <summary>Schemas as the helpers of the official SDKs write them.</summary>
public sealed class StrictTranslationTests
{
    [Fact]
    public void Types_that_are_named_under_definitions_are_carried_with_what_names_them()
    {
        const string Helper = """
            {"type":"object","properties":{"id":{"type":"string","default":{"$ref":"#/definitions/Person"}},"boss":{"$ref":"#/definitions/Person"},"definitions":{"type":"array","items":{"$ref":"#/definitions/Person"}}},
             "required":["id","boss","definitions"],"additionalProperties":false,"$schema":"http://json-schema.org/draft-07/schema#",
             "definitions":{"Person":{"id":"Person","type":"object","properties":{"next":{"anyOf":[{"$ref":"#/definitions/Person"},{"type":"null"}]}},"required":["next"],"additionalProperties":false}}}
            """;
        const string Expected = """
            {"type":"object","properties":{"id":{"type":"string","description":"(default: {\"$ref\":\"#/definitions/Person\"})"},"boss":{"$ref":"#/$defs/Person"},"definitions":{"type":"array","items":{"$ref":"#/$defs/Person"}}},
             "required":["id","boss","definitions"],"additionalProperties":false,
             "$defs":{"Person":{"type":"object","properties":{"next":{"anyOf":[{"$ref":"#/$defs/Person"},{"type":"null"}]}},"required":["next"],"additionalProperties":false}}}
            """;

        Same(Anthropic(Helper), Expected);
        Same(OpenAi(Helper), Expected);
    }

    [Theory]
    [InlineData("\"$defs\":{\"A\":{\"type\":\"string\"}},\"definitions\":{\"A\":{\"type\":\"null\"}}")]
    [InlineData("\"definitions\":7")]
    public void Definitions_that_are_none_or_twice_are_refused(string more)
    {
        var schema = $$"""{"type":"object","properties":{},{{more}}}""";

        Translated.Request(WireKind.ChatCompletions, Asking(schema)).Problem.ShouldNotBeNull().Field.ShouldBe("response_format.json_schema.schema");
    }

    [Theory]
    [InlineData("{\"enum\":[\"a\",\"b\"]}", "{\"type\":\"string\",\"enum\":[\"a\",\"b\"]}")]
    [InlineData("{\"const\":true}", "{\"type\":\"boolean\",\"const\":true}")]
    [InlineData("{\"const\":null}", "{\"type\":\"null\",\"const\":null}")]
    [InlineData("{\"enum\":[1,2]}", "{\"type\":\"integer\",\"enum\":[1,2]}")]
    [InlineData("{\"enum\":[1,2.5]}", "{\"type\":\"number\",\"enum\":[1,2.5]}")]
    [InlineData("{\"enum\":[\"a\",null,1]}", "{\"type\":[\"string\",\"null\",\"integer\"],\"enum\":[\"a\",null,1]}")]
    [InlineData("{\"anyOf\":[{\"enum\":[\"a\"]},{\"type\":\"null\"}]}", "{\"anyOf\":[{\"type\":\"string\",\"enum\":[\"a\"]},{\"type\":\"null\"}]}")]
    [InlineData("{\"type\":\"string\",\"enum\":[\"a\"]}", "{\"type\":\"string\",\"enum\":[\"a\"]}")]
    public void Literals_without_a_type_get_theirs_where_OpenAI_wants_one(string literal, string typed)
    {
        const string Schema = """{"type":"object","properties":{"kind":PLACE},"required":["kind"],"additionalProperties":false}""";

        Same(OpenAi(Schema.Replace("PLACE", literal, StringComparison.Ordinal)), Schema.Replace("PLACE", typed, StringComparison.Ordinal));
        Same(Anthropic(Schema.Replace("PLACE", literal, StringComparison.Ordinal)), Schema.Replace("PLACE", literal, StringComparison.Ordinal));
    }

    private static string Asking(string schema) =>
        """{"messages":[{"role":"user","content":"Hi"}],"response_format":{"type":"json_schema","json_schema":{"name":"x","strict":true,"schema":SCHEMA}}}""".Replace("SCHEMA", schema, StringComparison.Ordinal);

    private static JsonNode? Anthropic(string schema) => JsonNode.Parse(Translated.Part(WireKind.ChatCompletions, Asking(schema), "output_config")!)!["format"]!["schema"];

    private static JsonNode? OpenAi(string schema) => JsonNode.Parse(Translated.Part(
        WireKind.Messages,
        """{"max_tokens":5,"messages":[{"role":"user","content":"Hi"}],"output_config":{"format":{"type":"json_schema","schema":SCHEMA}}}""".Replace("SCHEMA", schema, StringComparison.Ordinal),
        "response_format")!)!["json_schema"]!["schema"];

    private static void Same(JsonNode? made, string expected) => JsonNode.DeepEquals(made, JsonNode.Parse(expected)).ShouldBeTrue($"{made?.ToJsonString()}\n{expected}");
}
