using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lanekeeper.Project.Reading;

namespace Lanekeeper.Project.Shaping;

/// <summary>A text, perhaps of a pattern.</summary>
internal sealed class TextShape(string expected, string? pattern = null, int longest = 20_000) : Shape<string>
{
    private readonly Regex? _pattern = pattern is null ? null : new(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    public override string Expected => expected;

    public override bool TryRead(Node node, FaultList faults, [MaybeNullWhen(false)] out string value)
    {
        value = (node as ScalarNode)?.Text;
        if (node is ScalarNode { Kind: ScalarKind.Number or ScalarKind.Truth })
        {
            node.Fault(faults, $"found {node.Found}, which is no text; expected {expected} (put it in quotes)");
            return false;
        }

        return (node is ScalarNode { Kind: ScalarKind.Text, Text: { Length: > 0 } text } && text.Length <= longest && _pattern?.IsMatch(text) != false)
            || Refuse(node, faults);
    }

    public override JsonObject Describe()
    {
        var schema = new JsonObject { ["type"] = "string", ["minLength"] = 1 };
        if (pattern is not null)
        {
            schema.Add("pattern", pattern);
        }

        return schema;
    }
}

/// <summary>One of few names, each standing for a value.</summary>
internal sealed class ChoiceShape<T>(IReadOnlyList<(string Name, T Value)> choices) : Shape<T>
{
    public override string Expected { get; } = $"one of {string.Join(", ", choices.Select(choice => choice.Name))}";

    public override bool TryRead(Node node, FaultList faults, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        var text = (node as ScalarNode)?.Text;
        if (choices.Where(choice => choice.Name == text).Take(1).ToList() is [var (_, found)])
        {
            value = found!;
            return true;
        }

        node.Fault(faults, $"found {node.Found}; expected {Expected}{Nearest.Hint(text ?? "", choices.Select(choice => choice.Name))}");
        return false;
    }

    public override JsonObject Describe() =>
        new() { ["type"] = "string", ["enum"] = new JsonArray([.. choices.Select(choice => (JsonNode)choice.Name)]) };
}

internal sealed class FlagShape : Shape<bool>
{
    public override string Expected => "true or false";

    public override bool TryRead(Node node, FaultList faults, out bool value)
    {
        value = node is ScalarNode { Kind: ScalarKind.Truth, Text: "true" };
        return node is ScalarNode { Kind: ScalarKind.Truth } || Refuse(node, faults);
    }

    public override JsonObject Describe() => new() { ["type"] = "boolean" };
}

internal sealed class WholeShape(int least, int most) : Shape<int>
{
    public override string Expected => least == most ? $"{least}" : $"a whole number from {least} to {most}";

    public override bool TryRead(Node node, FaultList faults, out int value)
    {
        value = 0;
        var isNumber = node is ScalarNode { Kind: ScalarKind.Number } scalar && int.TryParse(scalar.Text, CultureInfo.InvariantCulture, out value);
        return (isNumber && value >= least && value <= most) || Refuse(node, faults);
    }

    public override JsonObject Describe() => new() { ["type"] = "integer", ["minimum"] = least, ["maximum"] = most };
}

internal sealed class NumberShape(decimal least, decimal most) : Shape<decimal>
{
    public override string Expected => string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}");

    public override bool TryRead(Node node, FaultList faults, out decimal value)
    {
        value = 0;
        var isNumber = node is ScalarNode { Kind: ScalarKind.Number } scalar
            && decimal.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        return (isNumber && value >= least && value <= most) || Refuse(node, faults);
    }

    public override JsonObject Describe() => new() { ["type"] = "number", ["minimum"] = least, ["maximum"] = most };
}

/// <summary>Any value as JSON, of a type where one is asked for.</summary>
internal sealed class JsonShape(JsonValueKind? kind = null) : Shape<Located<JsonElement>>
{
    public override string Expected => kind == JsonValueKind.Object ? "an object" : "a JSON value";

    public override bool TryRead(Node node, FaultList faults, [MaybeNullWhen(false)] out Located<JsonElement> value)
    {
        value = kind != JsonValueKind.Object || node is MapNode ? new(node.ToJson(), node) : null;
        return value is not null || Refuse(node, faults);
    }

    public override JsonObject Describe() => kind == JsonValueKind.Object ? new() { ["type"] = "object" } : [];
}
