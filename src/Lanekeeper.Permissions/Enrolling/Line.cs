using System.Text;

namespace Lanekeeper.Permissions.Enrolling;

/// <summary>A short text from outside that stands on one line.</summary>
internal static class Line
{
    public const int LongestName = 100;
    public const string NameFault = "name must have 1 to 100 characters on one line";

    public static bool IsValid(string text, int most) =>
        !string.IsNullOrWhiteSpace(text) && text.Trim().Length <= most && text.EnumerateRunes().All(rune => !Rune.IsControl(rune) && rune != Rune.ReplacementChar);
}
