using System.Text;

namespace Lanekeeper.Approvals.Requesting;

/// <summary>Makes text that came from anywhere fit to be kept and shown: bounded, valid Unicode, no control characters.</summary>
internal static class Text
{
    private const string More = "...";

    public static string Bound(string text, int most)
    {
        var kept = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (kept.Length + rune.Utf16SequenceLength > most - More.Length)
            {
                return kept.Append(More).ToString();
            }

            kept.Append(Rune.IsControl(rune) && rune.Value is not ('\n' or '\r' or '\t') ? Rune.ReplacementChar : rune);
        }

        return kept.ToString();
    }
}
