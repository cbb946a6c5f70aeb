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

        value = new(new CelExpression(), node);
        return true;
    }

    public override JsonObject Describe() => new() { ["type"] = new JsonArray("string", "boolean") };
}
