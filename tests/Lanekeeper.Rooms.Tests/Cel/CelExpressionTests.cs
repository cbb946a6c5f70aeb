using System.Text.Json;
using Lanekeeper.Cel;

namespace Lanekeeper.Rooms.Tests.Cel;

public sealed class CelExpressionTests
{
    private static readonly Dictionary<string, CelValue> None = [];

    [Theory]
    [InlineData("a ==", 1, 5, "found the end, expected a value")]
    [InlineData("a == 'b", 1, 6, "the string is not closed: expected '")]
    [InlineData("(a\n  b)", 2, 3, "found 'b', expected ')'")]
    [InlineData("a = 1", 1, 3, "found '=': to compare write '=='")]
    [InlineData("a and b", 1, 3, "found 'and', expected an operator or the end")]
    [InlineData("name.startWith('x')", 1, 6, "unknown function 'startWith': did you mean 'startsWith'?")]
    [InlineData("len(a)", 1, 1, "unknown function 'len'")]
    [InlineData("contains(a, b)", 1, 1, "contains is called on a value: write x.contains()")]
    [InlineData("a.contains()", 1, 3, "contains() takes 1 arguments, found 0")]
    [InlineData("a.matches('(b')", 1, 3, "bad pattern: insufficient closing parentheses")]
    [InlineData("99999999999999999999", 1, 1, "the number does not fit an integer, which ends at 9223372036854775807; with a decimal point it is a double")]
    [InlineData("if", 1, 1, "found 'if', a reserved word, expected a value")]
    public void A_fault_says_where_it_is_and_what_was_expected(string source, int line, int column, string message)
    {
        var fault = CelExpression.Parse(source).Faults.ShouldHaveSingleItem();

        (fault.Line, fault.Column, fault.Message).ShouldBe((line, column, message));
    }

    [Fact]
    public void Every_unknown_function_is_reported()
    {
        CelExpression.Parse("siz(a) == 1 && a.lowerAsci() == b").Faults.Select(fault => fault.Column).ShouldBe([1, 18]);
    }

    [Fact]
    public void References_are_the_paths_it_reads_and_where()
    {
        var expression = CelExpression.Parse("steps.triage.output['category'] in x.list && has(a.b.c) && xs.exists(x, x.y == z[0].w && int == type(1))").Expression!;

        expression.References.Select(reference => $"{reference.Path}@{reference.Offset}{(reference.IsTested ? "?" : "")}")
            .ShouldBe(["steps.triage.output.category@0", "x.list@35", "a.b.c@49?", "xs@59", "z@79"]);
    }

    [Theory]
    [InlineData("order.note", "no such key: 'note'", 0)]
    [InlineData("1 + order.total", "no overload of + for (int, double)", 2)]
    [InlineData("true && ordr.total > 1.0", "unknown variable 'ordr'", 8)]
    [InlineData("order.lines[3]", "index 3 is out of bounds: the list has 2 elements", 11)]
    [InlineData("has(order.total.x)", "cannot ask a double for the field 'x'", 0)]
    [InlineData("order.total ? 1 : 2", "the condition before '?' must be a bool, not a double", 12)]
    public void An_error_says_what_went_wrong_and_where(string source, string error, int offset)
    {
        using var order = JsonDocument.Parse("""{"total": 12.5, "lines": [{"sku": "a"}, {"sku": "b"}], "count": 2, "big": 12345678901234567890}""");
        var result = CelExpression.Parse(source).Expression!.Evaluate(new Dictionary<string, CelValue> { ["order"] = CelValue.FromJson(order.RootElement) });

        (result.Error, result.ErrorOffset).ShouldBe((error, offset));
    }

    [Theory]
    [InlineData("has(order.total) && !has(order.note)")]
    [InlineData("order.count == 2 && type(order.count) == int && type(order.total) == double && type(order.big) == double")]
    [InlineData("order.lines.map(l, l.sku) == ['a', 'b'] && order.lines.exists_one(l, l.sku == 'b')")]
    [InlineData("order.missing == 1 || order.count > 1.5")]
    [InlineData("order.map(k, k) == ['total', 'lines', 'count', 'big']")]
    [InlineData("{'a': order}['a'].lines.size() == 2 && 'total' in order && !(1 in order)")]
    public void Json_is_read_as_it_is(string source)
    {
        using var order = JsonDocument.Parse("""{"total": 12.5, "lines": [{"sku": "a"}, {"sku": "b"}], "count": 2, "big": 12345678901234567890}""");

        var result = CelExpression.Parse(source).Expression!.Evaluate(new Dictionary<string, CelValue> { ["order"] = CelValue.FromJson(order.RootElement) });

        result.ToString().ShouldBe("true");
    }

    [Fact]
    public void Work_has_a_limit_that_no_or_absorbs()
    {
        var xs = CelValue.List([.. Enumerable.Range(0, 2000).Select(i => (CelValue)(long)i)]);
        var source = "xs.all(a, xs.all(b, xs.all(c, a + b + c >= 0))) || true";

        var result = CelExpression.Parse(source).Expression!.Evaluate(new Dictionary<string, CelValue> { ["xs"] = xs });

        result.Error.ShouldBe("the evaluation stopped at its cost limit");
    }

    [Theory]
    [InlineData("[1, 2, 3, 4, 5, 6, 7, 8].map(a, s + s + s + s).map(a, a + a + a + a).map(a, a + a + a + a).size() > 0")]
    [InlineData("s.replace('', s).replace('', s).size() > 0")]
    [InlineData("[s, s, s, s].join(s.replace('a', s)).replace('a', s).size() > 0")]
    public void Texts_cannot_grow_without_end(string source)
    {
        var variables = new Dictionary<string, CelValue> { ["s"] = new string('a', 100_000) };

        CelExpression.Parse(source).Expression!.Evaluate(variables).Error.ShouldBe("the evaluation stopped at its cost limit");
    }

    [Fact]
    public void Nesting_has_a_limit()
    {
        foreach (var source in new[] { new string('(', 9000), new string('[', 9000), new string('!', 9000), string.Join('+', Enumerable.Repeat("a", 9000)), "a" + string.Concat(Enumerable.Repeat(".a", 9000)), new string('-', 9000), string.Concat(Enumerable.Repeat("a?b:", 4000)) })
        {
            CelExpression.Parse(source).Faults.ShouldHaveSingleItem().Message.ShouldBe("the expression nests deeper than 200 levels");
        }

        CelExpression.Parse(string.Join("||", Enumerable.Repeat("false", 2000))).Expression!.Evaluate(None).ToString().ShouldBe("false");
        CelExpression.Parse(new string(' ', 20_001)).Faults.ShouldHaveSingleItem().Message.ShouldContain("at most 20000");
    }

    [Fact]
    public void Values_that_nest_deeper_than_the_stack_are_an_error()
    {
        CelValue Deep()
        {
            var value = CelValue.List([]);
            for (var i = 0; i < 500_000; i++)
            {
                value = CelValue.List([value]);
            }

            return value;
        }

        var result = CelExpression.Parse("a == b").Expression!.Evaluate(new Dictionary<string, CelValue> { ["a"] = Deep(), ["b"] = Deep() });

        result.Error.ShouldBe("the values nest too deep to be compared");
    }

    [Theory]
    [InlineData(@"'a1'.matches(r'^\w\d$')", "true")]
    [InlineData(@"'٣'.matches(r'\d')", "false")]
    [InlineData(@"'a\n'.matches('^a$')", "false")]
    [InlineData(@"'b\na\n'.matches('(?m)^a$')", "true")]
    [InlineData(@"'😀'.matches('^.$') && '😀'.matches('^[^a]$') && '😀'.matches('^[😀-😂]$') && !'😀'.matches('^[^😀]$')", "true")]
    [InlineData(@"'x-]'.matches(r'^[[:alpha:]][-][\]]$')", "true")]
    [InlineData(@"'Abc'.matches('(?i)^(?P<n>a)BC$')", "true")]
    [InlineData(@"'a.b'.matches(r'^\Qa.b\E$') && 'é'.matches(r'^\pL$') && 'a b'.matches(r'^\S\s[\S]$')", "true")]
    [InlineData(@"'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('^(a+)+$')", "false")]
    public void Patterns_mean_what_they_mean_in_re2(string source, string value)
    {
        CelExpression.Parse(source).Expression!.Evaluate(None).ToString().ShouldBe(value);
    }

    [Theory]
    [InlineData(@"(a)\\1")]
    [InlineData("(?=a)")]
    [InlineData("(?<!a)b")]
    [InlineData("(((a{1000}){1000}){1000})")]
    [InlineData("[a")]
    [InlineData("a**")]
    public void A_pattern_that_is_none_or_not_linear_is_refused(string pattern)
    {
        CelExpression.Parse($"s.matches('{pattern}')").Faults.ShouldHaveSingleItem().Message.ShouldStartWith("bad pattern: ");
    }

    [Fact]
    public void A_time_zone_is_no_path_to_a_file()
    {
        CelExpression.Parse("timestamp(0).getHours('../../../etc/passwd')").Expression!.Evaluate(None).Error!.ShouldStartWith("unknown time zone");
    }
}
