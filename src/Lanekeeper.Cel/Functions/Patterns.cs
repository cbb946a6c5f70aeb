using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Lanekeeper.Cel.Evaluating;

namespace Lanekeeper.Cel.Functions;

/// <summary>Regular expressions of RE2, run by the framework's engine without backtracking: linear in the text, whatever the pattern.</summary>
internal static class Patterns
{
    private const int MaxLength = 1000;
    private const int MostKept = 256;

    // Linear is not fast when the automaton is big; this is the last bound.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly ConcurrentDictionary<string, (Regex? Regex, string Problem)> Kept = new(StringComparer.Ordinal);

    /// <summary>Why it is no pattern, or null.</summary>
    public static string? Problem(string pattern) => Find(pattern) is (null, var problem) ? problem : null;

    public static CelValue IsMatch(string text, string pattern, Run run)
    {
        // About what it costs when nothing of it is known yet.
        if (!run.Spend(pattern.Length) || !run.SpendText((long)text.Length * (1 + pattern.Length / 16)))
        {
            return run.Exhaustion;
        }

        var (regex, problem) = Find(pattern);
        if (regex is null)
        {
            return CelValue.Error(problem);
        }

        try
        {
            return regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return CelValue.Error($"the pattern took longer than {Patience.TotalSeconds} s over a text of {text.Length} characters");
        }
    }

    private static (Regex? Regex, string Problem) Find(string pattern)
    {
        if (pattern.Length > MaxLength)
        {
            return (null, $"the pattern has {pattern.Length} characters; at most {MaxLength} are allowed");
        }

        if (Kept.TryGetValue(pattern, out var kept))
        {
            return kept;
        }

        if (Kept.Count >= MostKept)
        {
            Kept.Clear();
        }

        return Kept[pattern] = Compile(pattern);
    }

    private static (Regex? Regex, string Problem) Compile(string pattern)
    {
        var syntax = new Re2Syntax(pattern);
        if (syntax.Translate() is not { } translated)
        {
            return (null, $"bad pattern: {syntax.Problem}");
        }

        try
        {
            return (new Regex(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience), "");
        }
        catch (RegexParseException failure)
        {
            return (null, $"bad pattern: {Words(failure.Error)}");
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            return (null, "bad pattern: it is too big, or asks for what cannot be matched in linear time");
        }
    }

    /// <summary><c>InsufficientClosingParentheses</c> as words; the place in it would be one of the translated pattern.</summary>
    private static string Words(RegexParseError error) =>
        string.Concat(error.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
