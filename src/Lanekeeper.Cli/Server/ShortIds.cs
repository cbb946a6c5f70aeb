namespace Lanekeeper.Cli.Server;

/// <summary>Finds what a person means by a few digits of an id.</summary>
internal static class ShortIds
{
    public const int FewestDigits = 4;

    /// <summary>The digits may be the id's last ones, as lists show them, or its first ones.</summary>
    public static Result<Guid> Find(string text, IEnumerable<Guid> ids, string noun, string list)
    {
        if (Guid.TryParse(text, out var whole))
        {
            return whole;
        }

        var digits = text.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
        if (digits.Length < FewestDigits || !digits.All(char.IsAsciiHexDigitLower))
        {
            return new Problem(ProblemKind.Invalid, "cli.bad-id", $"'{text}' is no id of {noun}. Give the whole id, or at least {FewestDigits} of its digits; {list} shows them.");
        }

        return ids.Where(id => Matches(id.ToString("N"), digits)).Take(2).ToList() switch
        {
            [var one] => one,
            [] => new Problem(ProblemKind.NotFound, "cli.no-such-id", $"Nothing that {list} shows has an id with {text}. Give the whole id where it is older."),
            _ => new Problem(ProblemKind.Invalid, "cli.ambiguous-id", $"More than one id has the digits {text}. Give more of them."),
        };
    }

    private static bool Matches(string id, string digits) => id.EndsWith(digits, StringComparison.Ordinal) || id.StartsWith(digits, StringComparison.Ordinal);
}
