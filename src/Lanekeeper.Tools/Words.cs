using System.Text;

namespace Lanekeeper.Tools;

/// <summary>Makes text from outside fit to be shown in a message: one line, bounded, nothing that a terminal would obey.</summary>
internal static class Words
{
    public static string Line(string text, int most)
    {
        var line = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length + rune.Utf16SequenceLength > most)
            {
                return line.Append(" ...").ToString();
            }

            line.Append(Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 ? " " : rune.ToString());
        }

        return line.ToString();
    }
}
