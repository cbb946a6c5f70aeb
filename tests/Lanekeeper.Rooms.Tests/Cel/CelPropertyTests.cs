using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Lanekeeper.Cel;

namespace Lanekeeper.Rooms.Tests.Cel;

public sealed class CelPropertyTests
{
    private static readonly string[] Pieces =
    [
        "a", "b", "s", "xs", "m", "x", "1", "0", "-", "2u", "1.5", "'t'", "''", "b'q'", "null", "true", "false", "(", ")", "[", "]", "{", "}", ",", ":", "?",
        ".", "+", "*", "/", "%", "!", "&&", "||", "==", "<", ">=", " in ", "has(m.a)", ".size()", ".all(x, x > 1)", ".map(x, x + x)", ".exists(x, ", ".filter(x, ",
        "timestamp('2020-01-01T00:00:00Z')", "duration('1h')", ".getHours('Europe/Paris')", ".matches('(a|b)*')", ".matches(s)", "int(", "string(", "double(",
        ".format(xs)", ".split('')", ".join(s)", ".replace('', s)", ".substring(1)", "math.greatest(", "type(", "9223372036854775807", "r'\\d'", "\"\\u00e9\"", "// c\n", "`q`",
    ];

    private static readonly Dictionary<string, CelValue> Variables = new()
    {
        ["a"] = true,
        ["b"] = false,
        ["s"] = "%s é😀 text",
        ["xs"] = CelValue.List([1L, 2UL, double.NaN, "three", CelValue.Null]),
        ["m"] = CelValue.FromJson(JsonDocument.Parse("""{"a": [1, {"b": "\ud800"}], "\udc00": 1e400, "c": 12345678901234567890}""").RootElement),
    };

    private static readonly CelOptions Unchecked = new() { Checked = false, CostLimit = 20_000 };

    private static Gen<string> Sources => Gen.ListOf(Gen.Elements(Pieces)).Select(string.Concat);

    private static Gen<string> Operands => Gen.Elements(
        "a", "b", "!a", "1", "'text'", "null", "1 / 0 > 1", "missing", "m.none", "xs[9] == 1", "xs.all(x, x > 0)", "xs.exists(x, x == 'three')", "(a || b)", "size(s) > 3");

    [Fact]
    public void No_text_makes_the_parser_throw() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string?>(), text => CelExpression.Parse(text ?? "").Faults.All(fault => fault.Line >= 1 && fault.Column >= 1))
            .Check(Many(2000));

    [Fact]
    public void No_expression_makes_the_evaluation_throw() =>
        Prop.ForAll(Sources.ToArbitrary(), source =>
        {
            var parsed = CelExpression.Parse(source, Unchecked);
            return parsed.Succeeded(out var expression)
                ? expression.Evaluate(Variables) is var result && (result.Error is null || result.Value.Kind == CelKind.Null)
                : parsed.Faults.Count > 0;
        }).Check(Many(10_000));

    [Fact]
    public void And_and_or_are_commutative() =>
        Prop.ForAll(Operands.ToArbitrary(), Operands.ToArbitrary(), Operands.ToArbitrary(), (first, second, third) =>
            Outcome($"{first} && {second}") == Outcome($"{second} && {first}")
            && Outcome($"{first} || {second}") == Outcome($"{second} || {first}")
            && Outcome($"{first} && {second} && {third}") == Outcome($"{third} && ({second} && {first})"))
            .Check(Many(1000));

    [Fact]
    public void Any_value_of_json_comes_back_as_it_was() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string?>(), ArbMap.Default.ArbFor<long>(), ArbMap.Default.ArbFor<NormalFloat>(), (text, whole, number) =>
        {
            var json = JsonSerializer.Serialize(new object?[] { text, whole, number.Get + 0.5, new { a = text } });
            using var document = JsonDocument.Parse(json);
            var buffer = new System.Buffers.ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer))
            {
                CelValue.FromJson(document.RootElement).WriteTo(writer);
            }

            using var written = JsonDocument.Parse(buffer.WrittenMemory);
            return JsonElement.DeepEquals(document.RootElement, written.RootElement);
        }).Check(Many(500));

    private static string Outcome(string source)
    {
        var result = CelExpression.Parse(source).Expression!.Evaluate(Variables);
        return result.Error is null ? result.Value.ToString() : "an error";
    }

    private static Config Many(int count) => Config.QuickThrowOnFailure.WithMaxTest(count);
}
