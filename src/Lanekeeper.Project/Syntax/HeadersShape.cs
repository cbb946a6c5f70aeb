using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lanekeeper.Project.Reading;
using Lanekeeper.Project.Shaping;

namespace Lanekeeper.Project.Syntax;

/// <summary>HTTP headers, whose values name secrets as <c>${env:NAME}</c> and <c>${file:/path}</c>.</summary>
internal sealed partial class HeadersShape : Shape<IReadOnlyDictionary<string, string>>
{
    private const string NamePattern = "^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$";

    private static readonly HashSet<string> Secret =
        new(["authorization", "proxy-authorization", "cookie", "x-api-key", "api-key"], StringComparer.OrdinalIgnoreCase);

    public override string Expected => "an object: HTTP headers by name, such as { Authorization: \"Bearer ${env:TOKEN}\" }";

    public override bool TryRead(Node node, FaultList faults, [MaybeNullWhen(false)] out IReadOnlyDictionary<string, string> value)
    {
        value = null;
        if (node is not MapNode map)
        {
            return Refuse(node, faults);
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, key, written) in map.Entries)
        {
            if (!Name().IsMatch(name) || !headers.TryAdd(name, ""))
            {
                key.Fault(faults, $"found {key.Found}; expected the name of an HTTP header, each once");
            }
            else if (Read(name, written, faults) is { } text)
            {
                headers[name] = text;
            }
        }

        value = headers;
        return true;
    }

    public override JsonObject Describe() => new()
    {
        ["type"] = "object",
        ["propertyNames"] = new JsonObject { ["pattern"] = NamePattern },
        ["additionalProperties"] = new JsonObject { ["type"] = "string" },
    };

    /// <summary>The secrets that a header's text, which has been read, is filled with.</summary>
    public static IEnumerable<SecretReference> SecretsIn(string text) =>
        Placeholder().Matches(text).Select(match => Reference(match.Value)).OfType<SecretReference>();

    private static SecretReference? Reference(string placeholder) => SecretShape.Parse(placeholder.TrimStart('$', '{').TrimEnd('}'));

    // What was found is not repeated: it may be a secret.
    private static string? Read(string name, Node written, FaultList faults)
    {
        if (written is not ScalarNode { Kind: ScalarKind.Text, Text: var text } scalar || text.AsSpan().ContainsAnyInRange('\0', '\u001f'))
        {
            written.Fault(faults, "expected one line of text as the value of a header");
            return null;
        }

        foreach (var reference in Placeholder().EnumerateMatches(text))
        {
            if (Reference(text.Substring(reference.Index, reference.Length)) is not { } named)
            {
                scalar.Fault(faults, reference.Index, "`${...}` names no secret; expected ${env:NAME} or ${file:/path}");
            }
            else if (SecretShape.IsOfServer(named))
            {
                scalar.Fault(faults, reference.Index, $"{named}: {ProjectProblems.OfServer(named.Kind).TrimEnd('.')}");
            }
        }

        if (Secret.Contains(name) && !Placeholder().IsMatch(text))
        {
            written.Fault(faults, $"the header {name} holds a secret in clear; expected ${{env:NAME}} or ${{file:/path}} in it");
        }

        return text;
    }

    [GeneratedRegex(@"\$\{[^}]*\}?", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();

    [GeneratedRegex(NamePattern, RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
