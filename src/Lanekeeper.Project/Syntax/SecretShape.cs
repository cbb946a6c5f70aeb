using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lanekeeper.Project.Reading;
using Lanekeeper.Project.Shaping;

namespace Lanekeeper.Project.Syntax;

/// <summary>Where a secret is. What was found is never repeated: it may be the secret itself.</summary>
internal sealed partial class SecretShape : Shape<SecretReference>
{
    private const string Pattern = "^(env:[A-Za-z_][A-Za-z0-9_]*|file:/.+)$";

    public override string Expected => "env:NAME or file:/path, where the secret is; a secret itself never stands in the project";

    public static SecretReference? Parse(string text)
    {
        if (!Reference().IsMatch(text))
        {
            return null;
        }

        return text.StartsWith("env:", StringComparison.Ordinal) ? new(SecretKind.Environment, text[4..]) : new(SecretKind.File, text[5..]);
    }

    public override bool TryRead(Node node, FaultList faults, [MaybeNullWhen(false)] out SecretReference value)
    {
        value = node is ScalarNode scalar ? Parse(scalar.Text) : null;
        if (value is null)
        {
            node.Fault(faults, $"this names no secret; expected {Expected}");
        }
        else if (IsOfServer(value))
        {
            node.Fault(faults, $"{value}: {ProjectProblems.OfServer(value.Kind).TrimEnd('.')}");
        }

        return value is not null;
    }

    /// <summary>What every server keeps to itself. Which files are its own, only a server can say.</summary>
    public static bool IsOfServer(SecretReference reference) => reference.Kind == SecretKind.Environment && Secrets.ServerVariables.Contains(reference.Name);

    public override JsonObject Describe() => new() { ["type"] = "string", ["pattern"] = Pattern };

    [GeneratedRegex(Pattern, RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
