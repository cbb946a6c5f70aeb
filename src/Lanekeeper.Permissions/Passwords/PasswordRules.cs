using System.Text;

namespace Lanekeeper.Permissions.Passwords;

/// <summary>What a password must be: long. The few that are guessed first are refused.</summary>
internal static class PasswordRules
{
    public const int Shortest = 12;
    public const int Longest = 200;

    private const int FewestDifferent = 5;

    // Parts of what guessers try first among passwords that are long enough; digits and signs around them make none better.
    private static readonly string[] Common =
        ["password", "passwort", "qwerty", "qwertz", "letmein", "welcome", "iloveyou", "lanekeeper", "administrator", "abcdefghijkl", "changeme"];

    /// <returns>What is wrong with it, or <see langword="null"/>.</returns>
    public static string? FaultOf(string password, string email) =>
        password.Length < Shortest ? $"a password has {Shortest} characters or more; a few words in a row are easy to remember"
        : password.Length > Longest ? $"a password has {Longest} characters at most"
        : password.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar || Rune.IsControl(rune)) ? "a password holds characters that can be typed"
        : IsGuessable(password, email) ? "this password is among those that are guessed first; take a few words that have nothing to do with each other"
        : null;

    private static bool IsGuessable(string password, string email)
    {
        var letters = string.Concat(password.ToLowerInvariant().Where(char.IsLetter));
        return password.Distinct().Count() < FewestDifferent
            || string.Equals(password, email, StringComparison.OrdinalIgnoreCase)
            || Common.Any(common => letters.StartsWith(common, StringComparison.Ordinal) && letters.Length <= common.Length + 3);
    }
}
