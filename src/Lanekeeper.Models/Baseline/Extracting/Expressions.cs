using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Lanekeeper.Models.Baseline.Extracting;

/// <summary>
/// Searching texts of strangers. Our own expressions are compiled into the program and repeat nothing without a bound; a schema's own pattern is
/// only used if it can be matched in linear time.
/// </summary>
internal static class Expressions
{
    /// <summary>How much of a text is searched.</summary>
    public const int LongestText = 50_000;

    private const int MostKept = 256;
    private static readonly ConcurrentDictionary<string, Regex?> Compiled = new(StringComparer.Ordinal);

    private static Regex Linear(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>A schema's own pattern, or null where it is none or cannot be matched in linear time (back-references, look-around).</summary>
    public static Regex? Of(string pattern)
    {
        if (Compiled.Count >= MostKept)
        {
            Compiled.Clear();
        }

        return Compiled.GetOrAdd(pattern, Compile);
    }

    private static Regex? Compile(string pattern)
    {
        try
        {
            return Linear(pattern);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
