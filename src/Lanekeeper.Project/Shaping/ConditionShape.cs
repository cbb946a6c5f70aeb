using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Lanekeeper.Cel;
using Lanekeeper.Project.Reading;

namespace Lanekeeper.Project.Shaping;

/// <summary>A condition in CEL.</summary>
internal sealed class ConditionShape : Shape<Located<CelExpression>>
{
    public override string Expected => "a condition, such as `steps.triage.output.category == \"billing\"`";

    public override bool TryRead(Node node, FaultList faults, [MaybeNullWhen(false)] out Located<CelExpression> value)
    {
        value = null;
        if (node is not ScalarNode { Kind: not ScalarKind.Nothing, Text.Length: > 0 } scalar)
        {
            return Refuse(node, faults);
        }

        var parsed = CelExpression.Parse(scalar.Text);
        foreach (var fault in parsed.Faults)
        {
            scalar.Fault(faults, fault.Offset, $"this is no condition: {fault.Message}");
        }

        value = parsed.Succeeded(out var expression) ? new(expression, node) : null;
        return value is not null;
    }

    public override JsonObject Describe() => new() { ["type"] = new JsonArray("string", "boolean") };
}
