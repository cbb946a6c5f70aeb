using System.Text;
using System.Text.Json;

namespace Lanekeeper.Orchestration.Running;

internal static class Texts
{
    private const int LongestExplanation = 10_000;

    /// <summary>Every top-level string of an object, a line each: what is classified where the step does not say.</summary>
    public static Result<string> OfStrings(JsonElement input) => input.ValueKind == JsonValueKind.Object
        ? string.Join('\n', input.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.String).Select(member => member.Value.GetString()))
        : input.ToString();

    /// <summary>Words that came from anywhere, made fit for a database text: bounded, no NUL, no half of a surrogate pair.</summary>
    public static string? Mend(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var mended = new StringBuilder(Math.Min(text.Length, LongestExplanation));
        foreach (var rune in text.EnumerateRunes())
        {
            if (mended.Length + rune.Utf16SequenceLength > LongestExplanation)
            {
                break;
            }

            mended.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        }

        return mended.ToString();
    }
}
