namespace Lanekeeper.Permissions.Enrolling;

/// <summary>An e-mail address as accounts keep it.</summary>
internal static class EmailAddress
{
    public const string Fault = "email must be an address like ana@example.com, 254 characters at most";

    private const int Longest = 254;

    public static string Normal(string text) => PlainLetters.Lower(text.Trim());

    public static bool IsValid(string text) =>
        text.Length is >= 3 and <= Longest
        && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || char.IsSurrogate(c) || c is '<' or '>' or ',' or ';')
        && text.IndexOf('@', StringComparison.Ordinal) is var at && at > 0 && at == text.LastIndexOf('@') && at < text.Length - 1;
}
