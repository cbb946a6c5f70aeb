using Lanekeeper.JsonSchema;

namespace Lanekeeper.Rooms.Tests.JsonSchema;

/// <summary>Whatever comes in, an answer comes out, and soon.</summary>
public sealed class HostileTests
{
    [Fact(Timeout = 60_000)]
    public async Task A_deep_instance_is_refused_with_an_error()
    {
        var deep = new string('[', 6_000) + new string(']', 6_000);

        var errors = await Task.Run(() => Schemas.Errors("""{"items":{"$ref":"#"}}""", deep), TestContext.Current.CancellationToken);

        errors.ShouldHaveSingleItem().Message.ShouldStartWith("schemas apply within one another deeper than 512 levels");
    }

    [Theory(Timeout = 60_000)]
    [InlineData("const")]
    [InlineData("enum")]
    public async Task Deep_values_are_compared_or_refused_but_never_overflow_the_stack(string keyword)
    {
        var deep = new string('[', 6_000) + new string(']', 6_000);
        var schema = keyword == "const" ? $$"""{"const":{{deep}}}""" : $$"""{"enum":[{{deep}}]}""";

        var valid = await Task.Run(() => Schemas.Good(schema).Validate(Schemas.Json(deep)), TestContext.Current.CancellationToken);

        (valid.IsValid || valid.Errors[0].Message.Contains("too deep", StringComparison.Ordinal)).ShouldBeTrue();
    }

    [Fact]
    public void A_deep_schema_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"not":""", 5_000)) + "true" + new string('}', 5_000);

        Schemas.Compile(deep).Faults.ShouldContain(fault => fault.Message.StartsWith("the schema is too large", StringComparison.Ordinal));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("^(a+)+$")]
    [InlineData("^(?=(a+)+$)")]
    [InlineData(@"^(a|a)*\1?b$")]
    public async Task A_pattern_that_explodes_is_cut_off(string pattern)
    {
        var schema = Schemas.Good($$"""{"items":{"pattern":"{{pattern.Replace("\\", "\\\\", StringComparison.Ordinal)}}"} }""");
        var text = $"\"{new string('a', 5_000)}!\"";
        var many = Schemas.Json($"[{string.Join(',', Enumerable.Repeat(text, 200))}]");

        var result = await Task.Run(() => schema.Validate(many), TestContext.Current.CancellationToken);

        result.IsValid.ShouldBeFalse();
    }

    [Fact]
    public void References_in_a_circle_are_a_fault() =>
        Schemas.Compile("""{"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}}}""").Faults.ShouldNotBeEmpty();

    [Fact]
    public void Dynamic_references_in_a_circle_end_with_an_error()
    {
        const string Schema = """{"$dynamicAnchor":"n","$dynamicRef":"#n"}""";

        Schemas.Errors(Schema, "1").ShouldHaveSingleItem().Message.ShouldStartWith("schemas apply within one another");
        Schemas.Errors($$"""{"not":{"$id":"x","$dynamicAnchor":"n","anyOf":[{"$dynamicRef":"#n"}]} }""", "1").ShouldNotBeEmpty();
    }

    [Fact]
    public void Work_that_doubles_at_every_step_is_cut_off()
    {
        var definitions = string.Join(',', Enumerable.Range(0, 60).Select(index => $$"""
            "d{{index}}":{"allOf":[{"$ref":"#/$defs/d{{index + 1}}"},{"$ref":"#/$defs/d{{index + 1}}"}]}
            """));

        var errors = Schemas.Errors($$"""{"$ref":"#/$defs/d0","$defs":{{{definitions}},"d60":true} }""", "1");

        errors.ShouldHaveSingleItem().Message.ShouldBe("validating takes more than 5000000 steps");
    }

    [Theory]
    [InlineData("1e400", "1e399", false)]
    [InlineData("1e399", "1e400", true)]
    [InlineData("-1e999999999999999999999", "0", true)]
    [InlineData("1e-400", "0", false)]
    [InlineData("123456789012345678901234567890.1", "123456789012345678901234567890.2", true)]
    public void Numbers_of_any_size_are_compared_exactly(string instance, string maximum, bool valid) =>
        Schemas.Good($$"""{"maximum":{{maximum}}}""").IsValid(Schemas.Json(instance)).ShouldBe(valid);

    [Theory]
    [InlineData("1e400", "3", false)]
    [InlineData("3e400", "3", true)]
    [InlineData("0.0075", "0.0001", true)]
    [InlineData("0.00751", "0.0001", false)]
    [InlineData("1e999999999", "7e-999999999", false)]
    [InlineData("99999999999999999999999999999999999999", "3", true)]
    public void Multiples_of_any_size_are_found_exactly(string instance, string divisor, bool valid) =>
        Schemas.Good($$"""{"multipleOf":{{divisor}}}""").IsValid(Schemas.Json(instance)).ShouldBe(valid);

    [Fact(Timeout = 60_000)]
    public async Task A_hundred_thousand_items_are_told_apart()
    {
        var items = Enumerable.Range(0, 100_000).Select(index => $$"""{"a":{{index}},"b":"x"}""").ToArray();
        var schema = Schemas.Good("""{"uniqueItems":true}""");

        (await Task.Run(() => schema.IsValid(Schemas.Json($"[{string.Join(',', items)}]")), TestContext.Current.CancellationToken)).ShouldBeTrue();
        items[^1] = """{"b":"x","a":5.0}""";
        (await Task.Run(() => schema.IsValid(Schemas.Json($"[{string.Join(',', items)}]")), TestContext.Current.CancellationToken)).ShouldBeFalse();
    }

    [Fact]
    public void Half_a_surrogate_pair_is_a_character_like_another()
    {
        const string Schema = """{"minLength":1,"maxLength":1,"pattern":"^.$"}""";

        Schemas.Errors(Schema, """ "\ud83d" """).ShouldNotContain(error => error.Keyword.EndsWith("Length", StringComparison.Ordinal));
        Schemas.Errors("""{"additionalProperties":{"type":"null"},"propertyNames":{"maxLength":1}}""", """{"\udc00":1}""").ShouldHaveSingleItem();
        Schemas.Errors(Schema, """ "\ud83d\ude00" """).ShouldBeEmpty();
    }

    [Fact]
    public void No_value_at_all_is_an_answer_too()
    {
        Schema.Compile(default).Faults.ShouldNotBeEmpty();
        Schemas.Good("true").Validate(default).IsValid.ShouldBeFalse();
        Schemas.Good("true").IsValid(default).ShouldBeFalse();
    }
}
