using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Lanekeeper.Rooms.Tests.Tools.Outbox;

internal sealed record ReadMail(string FromName, string FromAddress, string ToName, string ToAddress, string Subject, string Body);

/// <summary>Reads mails with the mail parser of Python, where it is installed. Names by its older one: the newer puts spaces between encoded words.</summary>
internal static class MailReader
{
    private const string Program =
        """
        import base64, email, email.policy, json, sys
        from email.header import decode_header, make_header
        from email.utils import parseaddr
        def name(header):
            return str(make_header(decode_header(parseaddr(header)[0])))
        def read(text):
            old = email.message_from_bytes(base64.b64decode(text), policy=email.policy.compat32)
            mail = email.message_from_bytes(base64.b64decode(text), policy=email.policy.default)
            (sender,), (recipient,) = mail["From"].addresses, mail["To"].addresses
            return [name(old["From"]), sender.addr_spec, name(old["To"]), recipient.addr_spec, str(mail["Subject"]), mail.get_payload(decode=True).decode("utf-8")]
        json.dump([read(line) for line in sys.stdin], sys.stdout)
        """;

    public static async Task<IReadOnlyList<ReadMail>> ReadAsync(IEnumerable<byte[]> mails)
    {
        using var python = Start();
        var answer = python.StandardOutput.ReadToEndAsync();
        var complaints = python.StandardError.ReadToEndAsync();
        foreach (var mail in mails)
        {
            await python.StandardInput.WriteLineAsync(Convert.ToBase64String(mail));
        }

        python.StandardInput.Close();
        await Lanekeeper.Testing.Patiently.AwaitAsync(python.WaitForExitAsync(TestContext.Current.CancellationToken));
        python.ExitCode.ShouldBe(0, await complaints);
        return [.. JsonSerializer.Deserialize<string[][]>(await answer)!.Select(mail => new ReadMail(mail[0], mail[1], mail[2], mail[3], mail[4], mail[5]))];
    }

    private static Process Start()
    {
        try
        {
            return Process.Start(new ProcessStartInfo("python3", ["-c", Program]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("python3, whose mail parser reads our mails, is not installed.");
            throw;
        }
    }
}
