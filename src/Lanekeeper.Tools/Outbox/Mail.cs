using System.Net.Mail;
using System.Text.Json;

namespace Lanekeeper.Tools.Outbox;

/// <summary>A mail as the tool's arguments say: <c>to</c>, <c>subject</c>, <c>body</c>.</summary>
internal sealed record Mail(MailAddress From, MailAddress To, string Subject, string Body)
{
    public static Result<Mail> Read(string from, JsonElement arguments)
    {
        var to = Text(arguments, "to");
        if (!Address(from, out var sender))
        {
            return ToolProblems.BadAddress("from", from);
        }

        return Address(to, out var recipient)
            ? new Mail(sender, recipient, OneLine(Text(arguments, "subject")), Text(arguments, "body"))
            : ToolProblems.BadAddress("to", to);
    }

    private static string Text(JsonElement arguments, string name) =>
        arguments.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <remarks>One address only, and no line break, which would begin another header.</remarks>
    private static bool Address(string text, out MailAddress address) =>
        MailAddress.TryCreate(text, out address!) && !text.Any(char.IsControl) && address.Address.All(letter => letter is > ' ' and <= '~');

    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n', '\0'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
