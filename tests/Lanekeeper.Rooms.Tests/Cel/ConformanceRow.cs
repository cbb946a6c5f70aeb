using System.Globalization;
using System.Text.Json;
using Lanekeeper.Cel;
using Lanekeeper.Testing;

namespace Lanekeeper.Rooms.Tests.Cel;

/// <summary>A row of <c>cel-spec/simple.jsonl</c>.</summary>
internal sealed record ConformanceRow(string File, string Section, string Name, string Expression, Dictionary<string, CelValue> Bindings, CelValue? Value)
{
    public string Id => $"{File}/{Section}/{Name}";

    public static IReadOnlyList<ConformanceRow> ReadAll() =>
        [.. System.IO.File.ReadLines(TestData.File("cel-spec", "simple.jsonl")).Where(line => line.Length > 0).Select(Read)];

    private static ConformanceRow Read(string line)
    {
        using var document = JsonDocument.Parse(line);
        var row = document.RootElement;
        var bindings = row.TryGetProperty("bindings", out var bound)
            ? bound.EnumerateObject().ToDictionary(binding => binding.Name, binding => ValueOf(binding.Value))
            : [];
        string Text(string name) => row.GetProperty(name).GetString()!;
        return new(Text("file"), Text("section"), Text("name"), Text("expr"), bindings, row.TryGetProperty("value", out var value) ? ValueOf(value) : (CelValue?)null);
    }

    private static CelValue ValueOf(JsonElement tagged)
    {
        var (kind, value) = (tagged.EnumerateObject().Single().Name, tagged.EnumerateObject().Single().Value);
        return kind switch
        {
            "null" => CelValue.Null,
            "bool" => value.GetBoolean(),
            "int" => long.Parse(value.GetString()!, CultureInfo.InvariantCulture),
            "uint" => ulong.Parse(value.GetString()!, CultureInfo.InvariantCulture),
            "double" => Number(value.GetString()!),
            "string" => value.GetString(),
            "bytes" => CelValue.Bytes(Convert.FromHexString(value.GetString()!)),
            "list" => CelValue.List([.. value.EnumerateArray().Select(ValueOf)]),
            "map" => CelValue.Map(value.EnumerateArray().ToDictionary(entry => ValueOf(entry[0]), entry => ValueOf(entry[1]))),
            "type" => TypeOf(value.GetString()!),
            _ => throw new InvalidDataException($"The suite has a kind of value that the test does not know: {kind}."),
        };
    }

    private static double Number(string text) => text switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    // The name of a type, as an expression, is the only way to a type from outside.
    private static CelValue TypeOf(string name) => CelExpression.Parse(name).Expression!.Evaluate(new Dictionary<string, CelValue>()).Value;
}
