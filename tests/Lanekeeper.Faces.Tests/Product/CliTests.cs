using System.Runtime.Versioning;
using System.Text.Json;
using Lanekeeper.Approvals;
using Lanekeeper.FaultProvider;
using Lanekeeper.Orchestration;
using Lanekeeper.Testing;

namespace Lanekeeper.Faces.Tests.Product;

/// <summary>The terminal, through the real executable: each command with its words, its JSON and its exit code.</summary>
public sealed class CliTests(Desk desk) : IClassFixture<Desk>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("support-desk")]
    [InlineData("lead-qualification")]
    [InlineData("document-extraction")]
    public async Task A_template_is_written_checked_deployed_and_rolled_back(string template)
    {
        var folder = desk.Sub($"from-{template}");

        (await LaunchAsync("init", folder, "--template", template)).ShouldEndWith(ExitCodes.Ok).Output.ShouldContain("lanekeeper deploy");
        (await LaunchAsync("init", folder, "--template", template)).ShouldEndWith(ExitCodes.Conflict).Errors.ShouldContain("is not empty");
        (await LaunchAsync("check", folder, "--json")).ShouldEndWith(ExitCodes.Ok).Json.GetProperty("ok").GetBoolean().ShouldBeTrue();
        var deployed = (await AskAsync("deploy", folder, "--note", "a try", "--json")).ShouldEndWith(ExitCodes.Ok).Json.GetProperty("deployment");
        var listed = (await AskAsync("deployments")).ShouldEndWith(ExitCodes.Ok).Output;
        listed.ShouldContain("live");
        listed.ShouldContain("a try");
        var back = (await AskAsync("rollback", "--note", "only a try", "--yes")).ShouldEndWith(ExitCodes.Ok);

        back.Output.ShouldContain("product-test is live as ");
        var live = (await AskAsync("deployments", "--json")).Json.GetProperty("items").EnumerateArray().Single(one => one.GetProperty("isLive").GetBoolean());
        live.GetProperty("project").GetString().ShouldBe("product-test");
        live.GetProperty("rolledBackFrom").GetString().ShouldBe(deployed.GetProperty("snapshot").GetString());

        // A snapshot does not hold the sources' documents, and the template's source has the same name as the desk's.
        (await desk.DeployAsync(desk.Project, Stop)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Check_tells_every_fault_at_once_with_its_place()
    {
        var folder = desk.CopyProject("faulty");
        Spoil(folder, "lanekeeper.yaml", "name: product-test", "name: product-test\ncolour: blue");
        Spoil(folder, "workflows/mail/workflow.yaml", "route: default", "route: defualt");

        var words = (await LaunchAsync("check", folder)).ShouldEndWith(ExitCodes.No);
        var json = (await LaunchAsync("check", folder, "--json")).ShouldEndWith(ExitCodes.No).Json;

        words.Output.ShouldContain("lanekeeper.yaml:3:1: ");
        words.Output.ShouldContain("workflows/mail/workflow.yaml:");
        words.Output.ShouldContain("default", customMessage: "a did-you-mean");
        json.GetProperty("faults").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task A_run_is_started_listed_shown_and_cancelled()
    {
        desk.Answer("From a terminal");
        var file = desk.Sub("message.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(Desk.Message("From a terminal")), Stop);

        var started = (await AskAsync("run", "mail", "--input", file, "--wait", "30s", "--key", "cli-1", "--json")).ShouldEndWith(ExitCodes.Ok).Json;
        var id = started.GetProperty("id").GetString()!;
        started.GetProperty("state").GetString().ShouldBe("waiting");
        (await AskAsync("run", "mail", "--input", await File.ReadAllTextAsync(file, Stop), "--key", "cli-1")).ShouldEndWith(ExitCodes.Ok).Output.ShouldContain(id[^8..]);
        var piped = await LanekeeperProcess.RunAsync(new CommandWish("run", "mail", "--input", "-", "--key", "cli-1", "--data", desk.Data) { Input = await File.ReadAllTextAsync(file, Stop) }, Stop);
        piped.ShouldEndWith(ExitCodes.Ok).Output.ShouldContain(id[^8..]);

        (await AskAsync("runs")).ShouldEndWith(ExitCodes.Ok).Output.ShouldContain(id[^8..]);
        (await AskAsync("runs", "list", "--state", "waiting", "--workflow", "mail", "--json")).Json.GetProperty("items").EnumerateArray().ShouldContain(run => run.GetProperty("id").GetString() == id);
        var shown = (await AskAsync("runs", "show", id[^8..])).ShouldEndWith(ExitCodes.Ok).Output;
        shown.ShouldSatisfyAllConditions(
            words => words.ShouldContain("triage"),
            words => words.ShouldContain("Where is my late parcel?"),
            words => words.ShouldContain("lanekeeper approvals show"));
        (await AskAsync("runs", "show", id, "--json")).Json.GetProperty("steps").GetArrayLength().ShouldBe(3);

        (await AskAsync("runs", "cancel", id, "--why", "a test")).ShouldEndWith(ExitCodes.Ok).Output.ShouldContain("cancelled");
        (await AskAsync("runs", "cancel", id)).ShouldEndWith(ExitCodes.Conflict).Errors.ShouldContain("has ended");
        (await AskAsync("runs", "replay", id)).ShouldEndWith(ExitCodes.Conflict).Errors.ShouldContain("only a dead or failed run");
    }

    [Fact]
    public async Task A_card_is_listed_shown_and_approved_and_not_twice()
    {
        var card = await desk.AskAsync("mail", "Approved at a terminal", Stop);
        var id = card.Id.ToString();

        (await AskAsync("approvals")).ShouldEndWith(ExitCodes.Ok).Output.ShouldContain(id[^8..]);
        (await AskAsync("approvals", "list", "--json")).Json.GetProperty("items").EnumerateArray().ShouldContain(one => one.GetProperty("id").GetString() == id);
        var shown = (await AskAsync("approvals", "show", id[^8..])).ShouldEndWith(ExitCodes.Ok).Output;
        shown.ShouldSatisfyAllConditions(
            words => words.ShouldContain(card.Summary),
            words => words.ShouldContain("handbook/delivery.md"),
            words => words.ShouldContain("five days late"),
            words => words.ShouldContain("It is on its way."),
            words => words.ShouldContain(card.Request.Snapshot),
            words => words.ShouldContain(card.Request.Action!.ArgumentsDigest),
            words => words.ShouldContain("gpt-4.1-mini-2025-04-14"),
            words => words.ShouldContain("lanekeeper approvals approve"));

        (await AskAsync("approvals", "approve", id[^8..])).ShouldEndWith(ExitCodes.Ok).Output.ShouldContain("Approved");
        (await desk.EndedAsync(card.Request.RunId, Stop)).Run.Outcome.ShouldBe("done");
        desk.MailsAbout("Approved at a terminal").ShouldHaveSingleItem();
        (await AskAsync("approvals", "approve", id)).ShouldEndWith(ExitCodes.Conflict).Errors.ShouldContain("already approved this at");
        (await AskAsync("approvals", "list", "--state", "approved")).ShouldEndWith(ExitCodes.Ok).Output.ShouldContain(id[^8..]);
    }

    [Fact]
    public async Task A_card_is_edited_in_the_reviewers_own_editor()
    {
        var card = await desk.AskAsync("mail", "Edited at a terminal", Stop);

        var edited = (await EditAsync(card, "s/It is on its way/A person looked at it/")).ShouldEndWith(ExitCodes.Ok);

        edited.Output.ShouldContain("A person looked at it.");
        await desk.EndedAsync(card.Request.RunId, Stop);
        desk.MailsAbout("Edited at a terminal").ShouldHaveSingleItem().Body.ShouldBe("A person looked at it.");
    }

    [Theory]
    [InlineData("s/\"to\"/\"two\"/", ExitCodes.Usage, "Nothing was decided; your text is in ")]
    [InlineData("s/{/[/", ExitCodes.Usage, "no JSON")]
    [InlineData("s/nothing/nothing/", ExitCodes.Ok, "You changed nothing; it still waits.")]
    public async Task An_edit_that_cannot_be_used_decides_nothing(string change, int code, string words)
    {
        var card = await desk.AskAsync("mail", "Edited badly", Stop);

        (await EditAsync(card, change)).ShouldEndWith(code).Errors.ShouldContain(words);

        (await desk.CardAsync(card.Id, Stop)).State.ShouldBe(ApprovalState.Pending);
    }

    [Fact]
    public async Task A_card_is_rejected_with_a_reason()
    {
        var card = await desk.AskAsync("mail", "Rejected at a terminal", Stop);

        (await AskAsync("approvals", "reject", card.Id.ToString())).ShouldEndWith(ExitCodes.Usage).Errors.ShouldContain("wrong_facts");
        (await AskAsync("approvals", "reject", card.Id.ToString(), "--reason", "wrong_tone", "--words", "too short")).ShouldEndWith(ExitCodes.Ok);

        var decided = await desk.CardAsync(card.Id, Stop);
        (decided.State, decided.Reason, decided.Words).ShouldBe((ApprovalState.Rejected, RejectReason.WrongTone, "too short"));
        (await desk.EndedAsync(card.Request.RunId, Stop)).Run.Outcome.ShouldBe("rejected");
    }

    [Fact]
    public async Task A_call_is_listed_and_shown_with_its_prompt_answer_and_cost()
    {
        var card = await desk.AskAsync("claude", "Called", Stop);
        var call = card.Request.Evidence.Models.Single().CallId.ToString();

        (await AskAsync("calls", "--run", card.Request.RunId.ToString())).ShouldEndWith(ExitCodes.Ok).Output.ShouldContain(call[^8..]);
        (await AskAsync("calls", "list", "--model", "claude-sonnet-4-5-20250929", "--json")).Json.GetProperty("items").GetArrayLength().ShouldBeGreaterThan(0);
        (await AskAsync("calls", "show", call[^8..])).ShouldEndWith(ExitCodes.Ok).Output.ShouldSatisfyAllConditions(
            words => words.ShouldContain("$0.0045"),
            words => words.ShouldContain("1000 in, 100 out"),
            words => words.ShouldContain("You sort messages and draft a reply."),
            words => words.ShouldContain("It is on its way."));
        (await AskAsync("calls", "show", call, "--json")).Json.GetProperty("call").GetProperty("costUsd").GetDecimal().ShouldBe(0.0045m);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Nobody_else_may_look_around_in_the_data_folder_or_read_what_is_in_it()
    {
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        string[] readable = [desk.Data, .. new[] { "server.json", "server.lock", "lanekeeper.lock", "local-token" }.Select(name => Path.Combine(desk.Data, name))];

        readable.Where(path => (File.GetUnixFileMode(path) & Others) != 0).ShouldBeEmpty();
    }

    [Fact]
    public async Task Doctor_and_whoami_say_how_things_stand()
    {
        var doctor = (await LaunchAsync("doctor", "--data", desk.Data, "--json")).ShouldEndWith(ExitCodes.Ok).Json;
        doctor.EnumerateArray().Select(finding => finding.GetProperty("what").GetString()).ShouldBe(["data folder", "disk", "database", "spool", "server", "deployment", "secrets", "runs", "ledger"]);
        (await LaunchAsync("doctor", "--data", desk.Data)).ShouldEndWith(ExitCodes.Ok).Output.ShouldContain("product-test at sha256:");

        (await AskAsync("whoami", "--json")).ShouldEndWith(ExitCodes.Ok).Json.GetProperty("role").GetString().ShouldBe("admin");
        (await AskAsync("whoami", "--token", "lk_nobody")).ShouldEndWith(ExitCodes.Denied).Errors.ShouldContain("No valid credential was given");
    }

    [Fact]
    public async Task Doctor_asks_a_PostgreSQL_of_your_own_whether_it_answers()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        (await DoctorAsync(database.Url)).ShouldEndWith(ExitCodes.Ok).Output.ShouldContain("ok    database: a PostgreSQL of your own, 1");
        (await DoctorAsync(database.Url.Replace("///t_", "///nobody_made_", StringComparison.Ordinal))).ShouldEndWith(ExitCodes.Ok).Output.ShouldContain("note  database: your PostgreSQL answers, and");
        (await DoctorAsync("postgres://bo:hunter2@127.0.0.1:1/lane")).ShouldEndWith(ExitCodes.No).Output.ShouldContain("bad   database: The database 'lane' at 127.0.0.1 does not answer:");

        Task<CommandOutput> DoctorAsync(string url) => LaunchAsync("doctor", "--data", desk.Sub("nobody-here"), "--database", url);
    }

    [Theory]
    [InlineData(ExitCodes.NotFound, "lanekeeper runs", "runs", "show", "0193e5a2-7c41-7d11-9a5b-33c51f0c22d9")]
    [InlineData(ExitCodes.NotFound, "lanekeeper approvals", "approvals", "show", "ffffffff")]
    [InlineData(ExitCodes.NotFound, "booking, claude, mail, urgent", "run", "maiil", "--input", "{}")]
    [InlineData(ExitCodes.NotFound, "lanekeeper deployments", "rollback", "ffffffffffff", "--yes")]
    [InlineData(ExitCodes.Usage, "/from", "run", "mail", "--input", "{\"from\": 5}")]
    [InlineData(ExitCodes.Usage, "no JSON", "run", "mail", "--input", "{\"from\": ")]
    [InlineData(ExitCodes.Usage, "no time to wait", "run", "mail", "--input", "{}", "--wait", "soon")]
    [InlineData(ExitCodes.Usage, "waiting", "runs", "--state", "sleeping")]
    [InlineData(ExitCodes.Usage, "lanekeeper runs --help", "runs", "--colour", "blue")]
    [InlineData(ExitCodes.Usage, "lanekeeper --help", "rnu")]
    [InlineData(ExitCodes.NotFound, "lanekeeper init", "deploy", "/tmp")]
    public async Task An_error_has_its_exit_code_and_says_what_to_do(int code, string words, params string[] arguments)
    {
        var answer = arguments[0] == "rnu" ? await LaunchAsync(arguments) : await AskAsync(arguments);

        answer.ShouldEndWith(code).Errors.ShouldContain(words);
        answer.Output.ShouldBeEmpty("standard output is for answers");
    }

    [Fact]
    public async Task Without_a_server_a_command_says_how_to_start_one()
    {
        var answer = await LaunchAsync("runs", "--data", desk.Sub("nobody-here"));
        answer.ShouldEndWith(ExitCodes.Unavailable).Errors.ShouldContain("lanekeeper serve --data");

        (await LaunchAsync("runs", "--url", "http://127.0.0.1:9", "--token", "lk_x")).ShouldEndWith(ExitCodes.Unavailable).Errors.ShouldContain("No server answers at http://127.0.0.1:9");
    }

    [Fact]
    public async Task A_run_that_fails_gives_exit_code_1()
    {
        desk.Fail("Refused at a terminal", FaultKind.Refusal);

        var failed = await AskAsync("run", "mail", "--wait", "30s", "--input", JsonSerializer.Serialize(Desk.Message("Refused at a terminal")));

        failed.ShouldEndWith(ExitCodes.No).Output.ShouldContain("refused");
        (await desk.Client.GetAsync<Page<Run>>($"{ApiPaths.Runs}?state=failed", Stop)).Value.Items.ShouldContain(run => run.Title == "Refused at a terminal");
    }

    /// <remarks>An editor of one command, which leaves the lines of explanation alone.</remarks>
    private Task<CommandOutput> EditAsync(Approval card, string change) => LanekeeperProcess.RunAsync(
        new CommandWish("approvals", "edit", card.Id.ToString(), "--yes", "--data", desk.Data)
        {
            Environment = new Dictionary<string, string> { ["EDITOR"] = $"sed -i '/^\\/\\//!{change}'", ["VISUAL"] = "" },
        },
        Stop);

    private Task<CommandOutput> AskAsync(params string[] arguments) => LanekeeperProcess.RunAsync(Stop, [.. arguments, "--data", desk.Data]);

    private static Task<CommandOutput> LaunchAsync(params string[] arguments) => LanekeeperProcess.RunAsync(Stop, arguments);

    private static void Spoil(string folder, string file, string good, string bad)
    {
        var path = Path.Combine(folder, file);
        var text = File.ReadAllText(path);
        text.ShouldContain(good);
        File.WriteAllText(path, text.Replace(good, bad));
    }
}

internal static class CommandAssertions
{
    public static CommandOutput ShouldEndWith(this CommandOutput output, int code)
    {
        output.ExitCode.ShouldBe(code, output.ToString());
        return output;
    }
}
