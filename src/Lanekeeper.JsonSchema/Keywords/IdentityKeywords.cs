using Lanekeeper.JsonSchema.Compiling;
using Lanekeeper.JsonSchema.Evaluating;
using Lanekeeper.JsonSchema.Values;

namespace Lanekeeper.JsonSchema.Keywords;

/// <summary>Keywords that name or hold schemas: they are checked here and judge nothing.</summary>
internal static class IdentityKeywords
{
    public static Keyword? CheckText(KeywordReading reading)
    {
        reading.Text();
        return null;
    }

    public static Keyword? CheckAnchor(KeywordReading reading)
    {
        if (reading.Text() is { } name && !IsAnchor(name))
        {
            reading.Fault($"expected a name of letters, digits, '-', '_' and '.'; found {Words.Quote(name)}");
        }

        return null;
    }

    public static Keyword? CheckSchemas(KeywordReading reading)
    {
        _ = reading.ChildrenByName().Count();
        return null;
    }

    private static bool IsAnchor(string name) =>
        name.Length > 0
        && (char.IsAsciiLetter(name[0]) || name[0] == '_')
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
}
