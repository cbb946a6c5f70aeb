using System.Net.Mail;
using System.Text.RegularExpressions;
using Lanekeeper.Project.Syntax;

namespace Lanekeeper.Project.Checking;

internal static partial class Addresses
{
    public static bool IsEmail(string text) => text.Length <= 254 && Email().IsMatch(text);

    /// <summary>A name and an address, or an address alone, as RFC 5322 writes a sender.</summary>
    public static bool IsMailbox(string text) => MailAddress.TryCreate(text, out var address) && IsEmail(address.Address);

    [GeneratedRegex(Words.EmailPattern, RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Email();
}
