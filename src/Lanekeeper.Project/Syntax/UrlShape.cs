using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Lanekeeper.Project.Reading;
using Lanekeeper.Project.Shaping;

namespace Lanekeeper.Project.Syntax;

internal sealed class UrlShape : Shape<Uri>
{
    public override string Expected => "an address that begins with https:// or http:// and holds no user name, query or fragment";

    public override bool TryRead(Node node, FaultList faults, [MaybeNullWhen(false)] out Uri value)
    {
        value = null;
        var isUrl = node is ScalarNode { Kind: ScalarKind.Text } scalar && Uri.TryCreate(scalar.Text, UriKind.Absolute, out value);
        return (isUrl && value!.Scheme is "https" or "http" && value!.UserInfo.Length + value.Query.Length + value.Fragment.Length == 0)
            || Refuse(node, faults);
    }

    public override JsonObject Describe() => new() { ["type"] = "string", ["pattern"] = "^https?://" };
}
