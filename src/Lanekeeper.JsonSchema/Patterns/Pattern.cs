using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Lanekeeper.JsonSchema.Evaluating;

namespace Lanekeeper.JsonSchema.Patterns;

/// <summary>
/// A compiled pattern. Where the engine works in linear time, its steps are charged and no clock is asked: a busy machine must not turn
/// a good text into a bad one. Where it cannot (look-around, back references), the time is charged, and cut off.
/// </summary>
internal sealed class Pattern(string source, Regex regex)
{
    public static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);

    private const int OnStack = 256;
    private const int TicksPerStep = 10;
    private const int UnitsPerStep = 32;

    private readonly bool _isLinear = regex.Options.HasFlag(RegexOptions.NonBacktracking);

    /// <summary>The pattern as the schema has it.</summary>
    public string Source => source;

    /// <summary>Whether the pattern is found anywhere in the text. Once the evaluation is exhausted, the answer does not count.</summary>
    public bool IsMatch(ReadOnlySpan<byte> utf8, Evaluation evaluation)
    {
        if (!evaluation.Spend(1 + ((long)utf8.Length * source.Length / UnitsPerStep)))
        {
            return false;
        }

        var rented = utf8.Length > OnStack ? ArrayPool<char>.Shared.Rent(utf8.Length) : null;
        var buffer = rented ?? stackalloc char[OnStack];
        try
        {
            return IsMatch(buffer[..Encoding.UTF8.GetChars(utf8, buffer)], evaluation);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<char>.Shared.Return(rented);
            }
        }
    }

    private bool IsMatch(ReadOnlySpan<char> text, Evaluation evaluation)
    {
        // Steps of a backtracking engine cannot be counted from outside, only the time they took.
        var start = _isLinear ? 0 : Stopwatch.GetTimestamp();
        try
        {
            var matches = regex.IsMatch(text);
            return (_isLinear || evaluation.Spend(Stopwatch.GetElapsedTime(start).Ticks / TicksPerStep)) && matches;
        }
        catch (RegexMatchTimeoutException)
        {
            return evaluation.Exhaust($"the pattern \"{source}\" takes longer than {LongestMatch.TotalMilliseconds} ms on a text of {text.Length} characters");
        }
    }
}
