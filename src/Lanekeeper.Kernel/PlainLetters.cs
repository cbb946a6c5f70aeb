namespace Lanekeeper.Kernel;

/// <summary>One spelling of an e-mail address, and of nothing beyond A to Z: folding more would make two people one.</summary>
/// <remarks>By the rules of Unicode the sign of the kelvin becomes a k; a provider may well have given it to somebody else.</remarks>
public static class PlainLetters
{
    public static string Lower(string text) => string.Concat(text.Select(letter => char.IsAsciiLetterUpper(letter) ? (char)(letter | ' ') : letter));

    /// <summary>Whether they are one but for capitals.</summary>
    public static bool AreSame(string one, string other) => string.Equals(Lower(one), Lower(other), StringComparison.Ordinal);
}
