using System.Runtime.Versioning;
using System.Text.Json;

namespace Lanekeeper.Faces.Tests.Cli;

[UnsupportedOSPlatform("windows")]
public sealed class ApprovalsTests : IDisposable
{
    private const string Older = "0193e5a2-7c41-7d11-9a5b-0000aaaa1111";
    private const string Newer = "0193e5a2-7c42-7d11-9a5b-0000bbbb2222";

    private readonly string _folder = Directory.CreateTempSubdirectory("lanekeeper-cli-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_inbox_is_numbered_oldest_first()
    {
        await using var server = await StubServer.StartAsync(Cards.Handoff(Newer, 5), Cards.Action(Older, 90));
        var terminal = new Terminal(server);

        (await terminal.TypeAsync("approvals")).ShouldBe(ExitCodes.Ok);

        terminal.Output.Split('\n').Select(line => line.TrimEnd()).ShouldBe(
        [
            "#  id        age        workflow  kind           what will happen",
            "1  aaaa1111  1 h ago    support   write          Send an e-mail to kim@example.com with the subject \"Re: Where is my parcel?\".",
            "2  bbbb2222  5 min ago  support   for you to do  complaint, urgency high: the grinder broke twice",
            "",
        ], customMessage: terminal.Output);
    }

    [Fact]
    public async Task A_card_shows_everything_that_a_reviewer_decides_by()
    {
        await using var server = await StubServer.StartAsync(Cards.Action(Older, 90));
        var terminal = new Terminal(server);

        (await terminal.TypeAsync("approvals", "show", "1")).ShouldBe(ExitCodes.Ok);

        string[] parts =
        [
            "Send an e-mail to kim@example.com", "The handbook says how late parcels are traced.", "The workflow may do this when a person agrees.", "\\u{1b}[2Jmy parcel is late.",
            "[1] handbook/shipping.md > Shipping > Late parcels (lines 12-15)", "is traced with the carrier.", "confidence 0.81", "\"delivery\"", "we trace it.",
            new('a', 64), "baseline/lanekeeper-baseline-1", "0193e5a2-7c41-7d11-9a5b-33c51f0c2211", "2026-03-03 12:00:00 UTC (in 2 d)", "approvals edit aaaa1111",
        ];
        foreach (var part in parts)
        {
            terminal.Output.ShouldContain(part);
        }

        terminal.Output.ShouldNotContain("\u001b");
    }

    [Fact]
    public async Task A_handoff_is_done_not_approved()
    {
        await using var server = await StubServer.StartAsync(Cards.Handoff(Older, 90));
        var terminal = new Terminal(server);

        (await terminal.TypeAsync("approvals", "approve", "1", "--words", "called them")).ShouldBe(ExitCodes.Ok);

        terminal.Output.ShouldContain("Marked as done.");
        var told = JsonElement.Parse(server.Told.ShouldHaveSingleItem().Body);
        told.GetProperty("answer").GetString().ShouldBe("approve");
        told.GetProperty("words").GetString().ShouldBe("called them");
        told.TryGetProperty("arguments", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_person_who_gives_a_number_sees_what_it_means_first()
    {
        await using var server = await StubServer.StartAsync(Cards.Action(Older, 90));
        var terminal = new Terminal(server) { Person = new("n") };

        (await terminal.TypeAsync("approvals", "approve", "1")).ShouldBe(ExitCodes.No);

        terminal.Notes.ShouldContain("1 is aaaa1111: Send an e-mail");
        server.Told.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_rejection_carries_its_reason_and_a_person_is_asked_for_it()
    {
        await using var server = await StubServer.StartAsync(Cards.Action(Older, 90));

        (await new Terminal(server).TypeAsync("approvals", "reject", "aaaa1111", "--reason", "wrong_tone")).ShouldBe(ExitCodes.Ok);
        (await new Terminal(server) { Person = new("3", "not kim") }.TypeAsync("approvals", "reject", "aaaa1111")).ShouldBe(ExitCodes.Ok);

        server.Told[0].Body.ShouldContain("\"reason\":\"wrong_tone\"");
        server.Told[1].Body.ShouldContain("\"reason\":\"wrong_recipient\"");
        server.Told[1].Body.ShouldContain("not kim");
    }

    [Fact]
    public async Task An_edit_sends_the_changed_arguments_and_shows_the_difference()
    {
        await using var server = await StubServer.StartAsync(Cards.Action(Older, 90));
        var terminal = new Terminal(server);
        terminal.Environment["EDITOR"] = "sed -i s/parcel/package/";

        (await terminal.TypeAsync("approvals", "edit", "1")).ShouldBe(ExitCodes.Ok, terminal.Notes);

        terminal.Output.ShouldContain("- Re: Where is my parcel?\n  + Re: Where is my package?");
        JsonElement.Parse(server.Told.ShouldHaveSingleItem().Body).GetProperty("arguments").GetProperty("subject").GetString().ShouldBe("Re: Where is my package?");
    }

    [Fact]
    public async Task An_edit_that_changes_nothing_decides_nothing()
    {
        await using var server = await StubServer.StartAsync(Cards.Action(Older, 90));
        var terminal = new Terminal(server);
        terminal.Environment["VISUAL"] = "true";

        (await terminal.TypeAsync("approvals", "edit", "1")).ShouldBe(ExitCodes.Ok);

        terminal.Notes.ShouldContain("You changed nothing; it still waits.");
        server.Told.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_text_of_a_faulty_edit_is_kept_and_can_be_edited_again()
    {
        await using var server = await StubServer.StartAsync(Cards.Action(Older, 90));
        server.Refusals.Enqueue(new(ProblemKind.Invalid, "approvals.invalid-edit", "The edited arguments cannot be used.") { Details = ["/subject: too long"] });
        var terminal = new Terminal(server) { Person = new("y", "y", "y") };
        terminal.Environment["EDITOR"] = await ScriptAsync("echo \"$1\" >> \"$0.seen\"; sed -i 's/Re:/Re: Re:/' \"$1\"");

        (await terminal.TypeAsync("approvals", "edit", "1")).ShouldBe(ExitCodes.Ok, terminal.Notes);

        terminal.Notes.ShouldContain("/subject: too long");
        server.Told.Count.ShouldBe(2);
        server.Told[1].Body.ShouldContain("Re: Re: Re: Where");
        var seen = await File.ReadAllLinesAsync(Path.Combine(_folder, "editor.seen"), TestContext.Current.CancellationToken);
        seen.Distinct().ShouldHaveSingleItem();
        File.Exists(seen[0]).ShouldBeFalse("The file goes when the edit is through.");
    }

    [Fact]
    public async Task Without_a_person_a_faulty_edit_ends_and_says_where_the_text_is()
    {
        await using var server = await StubServer.StartAsync(Cards.Action(Older, 90));
        var terminal = new Terminal(server);
        terminal.Environment["EDITOR"] = await ScriptAsync("echo '{ \"to\": ' > \"$1\"");

        (await terminal.TypeAsync("approvals", "edit", "1")).ShouldBe(ExitCodes.Usage);

        var path = terminal.Notes.Split("your text is in ")[1].Trim().TrimEnd('.');
        File.Exists(path).ShouldBeTrue(terminal.Notes);
        (File.GetUnixFileMode(path) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)).ShouldBe(UnixFileMode.None);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        server.Told.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_review_goes_through_the_queue_with_single_keys()
    {
        await using var server = await StubServer.StartAsync(Cards.Action(Older, 90), Cards.Handoff(Newer, 5));
        var person = new TypingPerson("s", "x", "r", "8", "");
        var terminal = new Terminal(server) { Person = person };

        (await terminal.TypeAsync("approvals", "review")).ShouldBe(ExitCodes.Ok);

        person.Asked[0].ShouldBe("[a] approve, [e]dit, [r] reject, [s]kip, [q]uit ");
        person.Asked[1].ShouldBe("[a] done, [r] not needed, [s]kip, [q]uit ");
        server.Told.ShouldHaveSingleItem().Body.ShouldContain("\"reason\":\"not_needed\"");
    }

    private async Task<string> ScriptAsync(string body)
    {
        var path = Path.Combine(_folder, "editor");
        await File.WriteAllTextAsync(path, $"#!/bin/sh\n{body}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
