using System.Text.RegularExpressions;

namespace Lanekeeper.JsonSchema.Patterns;

/// <summary>Compiles the patterns of one schema, each spelling once.</summary>
internal sealed class PatternCompiler
{
    private const int Longest = 4_000;
    private const int LongestTogether = 100_000;

    private readonly Dictionary<string, (Pattern? Pattern, string Problem)> _known = new(StringComparer.Ordinal);
    private int _together;

    /// <returns>Null for a pattern that cannot be used; then the problem says why.</returns>
    public Pattern? Compile(string source, out string problem)
    {
        if (!_known.TryGetValue(source, out var known))
        {
            known = _known[source] = Compile(source);
        }

        problem = known.Problem;
        return known.Pattern;
    }

    private (Pattern?, string) Compile(string source)
    {
        _together += source.Length;
        if (source.Length > Longest || _together > LongestTogether)
        {
            return (null, $"patterns may have {Longest} characters each, and {LongestTogether} in one schema");
        }

        try
        {
            return (new Pattern(source, Engine(EcmaTranslator.Translate(source))), "");
        }
        catch (EcmaSyntaxException exception)
        {
            return (null, exception.Message);
        }
        catch (RegexParseException exception)
        {
            return (null, $"{exception.Error} at {exception.Offset}");
        }
    }

    private static Regex Engine(string pattern)
    {
        const RegexOptions Options = RegexOptions.CultureInvariant;
        try
        {
            return new Regex(pattern, Options | RegexOptions.NonBacktracking, Regex.InfiniteMatchTimeout);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, Options, Pattern.LongestMatch);
        }
    }
}
