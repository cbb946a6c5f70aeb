using System.Globalization;
using System.Net.Mail;
using System.Text;

namespace Lanekeeper.Tools.Outbox;

/// <summary>Writes a mail as RFC 5322 text: ASCII headers with RFC 2047 words where needed, the body as base64 UTF-8 (RFC 2045).</summary>
internal static class Eml
{
    private const int LongestLine = 76;

    /// <remarks>45 bytes make 60 base64 characters, which with the frame of an encoded word stay under its limit of 75.</remarks>
    private const int WordBytes = 42;

    public static byte[] Write(Mail mail, Guid actionId, DateTimeOffset at)
    {
        var text = new StringBuilder(mail.Body.Length * 2)
            .Append("From: ").Append(Mailbox(mail.From)).Append("\r\n")
            .Append("To: ").Append(Mailbox(mail.To)).Append("\r\n")
            .Append("Subject: ").Append(Words(mail.Subject)).Append("\r\n")
            .Append("Date: ").Append(at.ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture)).Append("\r\n")
            .Append("Message-ID: <").Append(actionId.ToString("N")).Append('@').Append(mail.From.Host).Append(">\r\n")
            .Append("MIME-Version: 1.0\r\n")
            .Append("Content-Type: text/plain; charset=utf-8\r\n")
            .Append("Content-Transfer-Encoding: base64\r\n")
            .Append("X-Lanekeeper-Action: ").Append(actionId).Append("\r\n\r\n");
        AppendBody(text, mail.Body);
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static string Mailbox(MailAddress address) => address.DisplayName.Length == 0 ? address.Address : $"{Phrase(address.DisplayName)} <{address.Address}>";

    private static string Phrase(string name) => name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == ' ') ? name : EncodedWords(name);

    private static string Words(string text) => text.All(letter => letter is >= ' ' and <= '~') && text.Length <= LongestLine ? text : EncodedWords(text);

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
        return string.Join("\r\n ", words);
    }

    private static string EncodedWord(List<byte> bytes) => $"=?utf-8?B?{Convert.ToBase64String([.. bytes])}?=";

    private static void AppendBody(StringBuilder text, string body)
    {
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(body.ReplaceLineEndings("\r\n")));
        for (var i = 0; i < encoded.Length; i += LongestLine)
        {
            text.Append(encoded, i, Math.Min(LongestLine, encoded.Length - i)).Append("\r\n");
        }
    }
}
