using System.Net.Mail;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Lanekeeper.Tools.Outbox;

/// <summary>A mail as the tool's arguments say: <c>to</c>, <c>subject</c>, <c>body</c>.</summary>
internal sealed partial record Mail(Mailbox From, Mailbox To, string Subject, string Body)
{
    public static Result<Mail> Read(string from, JsonElement arguments)
    {
        foreach (var name in (string[])["to", "subject", "body"])
        {
            if (Text(arguments, name) is null)
            {
                return ToolProblems.IncompleteMail(name);
            }
        }

        var to = Text(arguments, "to")!;
        return Address(from) is not { } sender ? ToolProblems.BadAddress("from", from)
            : Address(to) is not { } recipient ? ToolProblems.BadAddress("to", to)
            : new Mail(sender, recipient, OneLine(Text(arguments, "subject")!), Text(arguments, "body")!);
    }

    private static string? Text(JsonElement arguments, string name) =>
        arguments.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <remarks>
    /// One address only, in the plain form that needs no quotes, and no line break, which would begin another header. None that
    /// begins with a hyphen: a mail program that is given it on its command line would take it for an option. And no name that
    /// passes for an address: who reads it must see where the mail goes.
    /// </remarks>
    private static Mailbox? Address(string text)
    {
        if (text.Length > 1000 || text.Any(IsBreak) || !MailAddress.TryCreate(text, out var parsed))
        {
            return null;
        }

        var (name, address) = (parsed.DisplayName.Trim(), parsed.Address);
        var isPlain = address.Length <= 254 && Plain().IsMatch(address) && !address.Contains("=?", StringComparison.Ordinal);
        var isNamed = text.TrimEnd().EndsWith($"<{address}>", StringComparison.Ordinal) && name.AsSpan().IndexOfAny('@', '<', '>') < 0;
        return isPlain && (isNamed || name.Length == 0) ? new(name, address, parsed.Host) : null;
    }

    private static string OneLine(string text) =>
        string.Join(' ', string.Concat(text.Select(letter => IsBreak(letter) ? '\n' : letter)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static bool IsBreak(char letter) => char.IsControl(letter) || letter is '\u2028' or '\u2029';

    [GeneratedRegex(@"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~][A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{0,63}@[A-Za-z0-9][A-Za-z0-9.-]*\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Plain();
}

/// <param name="Name">What stands before the address; often nothing.</param>
internal sealed record Mailbox(string Name, string Address, string Host);
