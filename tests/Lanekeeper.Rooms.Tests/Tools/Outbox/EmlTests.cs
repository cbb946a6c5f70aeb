using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Lanekeeper.Tools.Outbox;

namespace Lanekeeper.Rooms.Tests.Tools.Outbox;

public sealed class EmlTests
{
    private const string Sender = "Support <support@example.com>";
    private static readonly DateTimeOffset At = new(2026, 3, 2, 9, 5, 7, TimeSpan.FromHours(2));
    private static readonly string[] Names =
        ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "X-Lanekeeper-Action"];

    /// <summary>Pieces that mean something to a mail, and pieces that do not fit anywhere.</summary>
    private static readonly string[] Pieces =
        ["a", "Re: ", " ", "  ", "\t", "\r\n", "\n", "\r", "\r\nBcc: evil@example.com", "=?utf-8?Q?x?=", "=?", "\"", "\\", "<", ">", ",", "é", "😀", "漢字", "\u2028", "\u0085", "\f", "\0", "\u202e", ".", "\r\n.\r\n", "From ", "long enough to be folded somewhere "];

    [Fact]
    public void Whatever_is_in_a_mail_its_lines_and_headers_are_as_the_standards_want() =>
        Prop.ForAll((from name in Text from subject in Text from body in Text select (name, subject, body)).ToArbitrary(), given =>
        {
            var text = Encoding.ASCII.GetString(Write(Make(given.name, given.subject, given.body)));
            var head = text[..text.IndexOf("\r\n\r\n", StringComparison.Ordinal)];

            text.Replace("\r\n", "", StringComparison.Ordinal).ShouldNotContain(letter => letter == '\r' || letter == '\n' || letter == '\0' || letter > '~');
            text.Split("\r\n").ShouldAllBe(line => line.Length <= 100 && (line.Length <= 76 || !line.Contains("=?")));
            head.Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n").Select(line => line.Split(':')[0]).ShouldBe(Names);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public async Task Another_program_reads_what_was_written()
    {
        var mails = Gen.Sample(from name in Text from subject in Text from body in Text select Make(name, subject, body), 400)
            .Concat(Naughty.Strings().Select(text => Make(text, text, text)))
            .ToList();

        var read = await MailReader.ReadAsync(mails.Select(Write));

        for (var i = 0; i < mails.Count; i++)
        {
            read[i].ShouldBe(new ReadMail(mails[i].From.Name, "support@example.com", "", "eve@example.com", mails[i].Subject, Lines(mails[i].Body)));
        }
    }

    [Fact]
    public void A_plain_mail_looks_plain()
    {
        var id = Guid.Parse("0195d3a0-0000-7000-8000-000000000001");
        var mail = Mail.Read(Sender, JsonElement.Parse("""{"to":"Eve O'Neil <eve@example.com>","subject":"Re: late","body":"Hello,\nit comes."}""")).Value;

        Encoding.ASCII.GetString(Eml.Write(mail, id, At)).ShouldBe(
            "From: Support\r\n <support@example.com>\r\nTo: \"Eve O'Neil\"\r\n <eve@example.com>\r\nSubject: Re: late\r\nDate: Mon, 02 Mar 2026 07:05:07 +0000\r\n"
            + "Message-ID: <0195d3a0000070008000000000000001@example.com>\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
            + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\nX-Lanekeeper-Action: 0195d3a0-0000-7000-8000-000000000001\r\n\r\nSGVsbG8sDQppdCBjb21lcy4=\r\n");
    }

    [Fact]
    public void A_mail_without_words_has_no_body() => Encoding.ASCII.GetString(Write(Make("", "", ""))).ShouldEndWith("\r\n\r\n");

    [Theory]
    [InlineData("eve@example.com", "eve@example.com")]
    [InlineData("Eve <eve@example.com>", "eve@example.com")]
    [InlineData("\"Eve, the first\" <eve@example.com>", "eve@example.com")]
    [InlineData("eve+tag@mail.example.com", "eve+tag@mail.example.com")]
    public void One_address_is_taken(string to, string address) => Read(to).Value.To.Address.ShouldBe(address);

    [Theory]
    [InlineData("")]
    [InlineData("eve")]
    [InlineData("a@example.com, b@example.com")]
    [InlineData("a@example.com;b@example.com")]
    [InlineData("<a@example.com> <b@example.com>")]
    [InlineData("a@example.com\r\nBcc: b@example.com")]
    [InlineData("\"a\r\nBcc: b\" <b@example.com>")]
    [InlineData("\"a b\"@example.com")]
    [InlineData("-oQ@example.com")]
    [InlineData("=?utf-8?q?a?=@example.com")]
    [InlineData("ève@example.com")]
    [InlineData("eve@bücher.example")]
    [InlineData("eve@[127.0.0.1]")]
    [InlineData("group: a@example.com;")]
    [InlineData("boss@example.com <eve@evil.example>")]
    [InlineData("\"boss@example.com\" <eve@evil.example>")]
    [InlineData("Eve eve@example.com")]
    public void What_is_not_one_plain_address_is_refused(string to) => Read(to).Problem!.Code.ShouldBe("tools.bad-address");

    [Fact]
    public void A_refused_address_is_shown_in_a_bounded_line() =>
        Read("\u001b[2J\n" + new string('x', 100_000)).Problem!.Message.ShouldSatisfyAllConditions(
            message => message.Length.ShouldBeLessThan(200),
            message => message.ShouldNotContain(letter => char.IsControl(letter)));

    [Theory]
    [InlineData("""{"subject":"s","body":"b"}""", "to")]
    [InlineData("""{"to":"eve@example.com","body":"b"}""", "subject")]
    [InlineData("""{"to":"eve@example.com","subject":"s","text":"b"}""", "body")]
    [InlineData("""{"to":"eve@example.com","subject":"s","body":["b"]}""", "body")]
    public void A_mail_of_which_a_part_is_missing_is_not_written(string arguments, string missing)
    {
        var problem = Mail.Read(Sender, JsonElement.Parse(arguments)).Problem!;

        problem.Code.ShouldBe("tools.incomplete-mail");
        problem.Message.ShouldContain($"'{missing}'");
    }

    private static Gen<string> Text => from count in Gen.Choose(0, 12) from pieces in Gen.ArrayOf(Gen.Elements(Pieces), count) select string.Concat(pieces);

    private static Result<Mail> Read(string to) => Mail.Read(Sender, JsonSerializer.SerializeToElement(new { to, subject = "s", body = "b" }));

    private static Mail Make(string name, string subject, string body)
    {
        var mail = Mail.Read(Sender, JsonSerializer.SerializeToElement(new { to = "eve@example.com", subject, body })).Value;

        // Python gives one space of a name for several.
        var letters = string.Concat(name.Select(letter => char.IsControl(letter) || letter is '\u2028' or '\u2029' ? ' ' : letter));
        return mail with { From = mail.From with { Name = string.Join(' ', letters.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Trim() } };
    }

    private static byte[] Write(Mail mail) => Eml.Write(mail, Guid.CreateVersion7(), At);

    private static string Lines(string body) => body.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("\n", "\r\n", StringComparison.Ordinal);
}
