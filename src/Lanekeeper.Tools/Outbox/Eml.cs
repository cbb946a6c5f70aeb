using System.Globalization;
using System.Text;

namespace Lanekeeper.Tools.Outbox;

/// <summary>Writes a mail as RFC 5322 text: ASCII headers with RFC 2047 words where needed, the body as base64 UTF-8 (RFC 2045).</summary>
internal static class Eml
{
    private const string NewLine = "\r\n";
    private const int LongestLine = 76;

    /// <remarks>What stands before and after it on its line must fit, too.</remarks>
    private const int LongestPlain = 60;

    /// <remarks>39 bytes make 52 base64 characters, 64 with the frame of an encoded word; behind "Subject: " that is 73 of the 76 that a line with one may have.</remarks>
    private const int WordBytes = 39;

    public static byte[] Write(Mail mail, Guid actionId, DateTimeOffset at)
    {
        var text = new StringBuilder(mail.Body.Length * 2)
            .Append("From: ").Append(Write(mail.From)).Append(NewLine)
            .Append("To: ").Append(Write(mail.To)).Append(NewLine)
            .Append("Subject: ").Append(IsPlain(mail.Subject) ? mail.Subject : EncodedWords(mail.Subject)).Append(NewLine)
            .Append("Date: ").Append(at.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture)).Append(NewLine)
            .Append("Message-ID: <").Append(actionId.ToString("N")).Append('@').Append(mail.From.Host).Append('>').Append(NewLine)
            .Append("Auto-Submitted: auto-generated").Append(NewLine)
            .Append("MIME-Version: 1.0").Append(NewLine)
            .Append("Content-Type: text/plain; charset=utf-8").Append(NewLine)
            .Append("Content-Transfer-Encoding: base64").Append(NewLine)
            .Append("X-Lanekeeper-Action: ").Append(actionId).Append(NewLine).Append(NewLine);
        AppendBody(text, mail.Body);
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    /// <remarks>After a name the address has a line of its own: both together may be longer than a line with encoded words may be.</remarks>
    private static string Write(Mailbox mailbox) => mailbox.Name.Length == 0 ? mailbox.Address : $"{Phrase(mailbox.Name)}{NewLine} <{mailbox.Address}>";

    private static string Phrase(string name) =>
        !IsPlain(name) ? EncodedWords(name)
        : name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == ' ') && !name.Contains("  ", StringComparison.Ordinal) ? name
        : $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <remarks>White space at the ends is lost on the way, and text that looks like an encoded word would be decoded.</remarks>
    private static bool IsPlain(string text) =>
        text.Length <= LongestPlain && text.All(letter => letter is >= ' ' and <= '~') && text.Trim().Length == text.Length && !text.Contains("=?", StringComparison.Ordinal);

    /// <summary>As many encoded words as needed, folded, none cut within a character.</summary>
    private static string EncodedWords(string text)
    {
        var words = new List<string>();
        var bytes = new List<byte>(WordBytes);
        foreach (var rune in text.EnumerateRunes())
        {
            if (bytes.Count + rune.Utf8SequenceLength > WordBytes)
            {
                words.Add(EncodedWord(bytes));
                bytes.Clear();
            }

            bytes.AddRange(Encoding.UTF8.GetBytes(rune.ToString()));
        }

        words.Add(EncodedWord(bytes));
        return string.Join(NewLine + " ", words);
    }

    private static string EncodedWord(List<byte> bytes) => $"=?utf-8?B?{Convert.ToBase64String([.. bytes])}?=";

    private static void AppendBody(StringBuilder text, string body)
    {
        var lines = body.Replace(NewLine, "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("\n", NewLine, StringComparison.Ordinal);
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(lines));
        for (var i = 0; i < encoded.Length; i += LongestLine)
        {
            text.Append(encoded, i, Math.Min(LongestLine, encoded.Length - i)).Append(NewLine);
        }
    }
}
