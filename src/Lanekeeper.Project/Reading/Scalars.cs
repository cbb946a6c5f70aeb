using System.Text.RegularExpressions;

namespace Lanekeeper.Project.Reading;

/// <summary>What a plain YAML scalar is: JSON's numbers, YAML's true, false and null; everything else is text (<c>yes</c> and <c>012</c> too).</summary>
internal static partial class Scalars
{
    public static ScalarKind KindOf(string text) => text switch
    {
        "true" or "false" => ScalarKind.Truth,
        "" or "~" or "null" => ScalarKind.Nothing,
        _ => Number().IsMatch(text) ? ScalarKind.Number : ScalarKind.Text,
    };

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,4})?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
