namespace Lanekeeper.Faces.Tests.Cli;

public sealed class ExitCodeTests
{
    [Fact]
    public async Task A_wrong_command_is_a_usage_error_with_a_near_name()
    {
        var terminal = new Terminal();

        (await terminal.TypeAsync("aprovals")).ShouldBe(ExitCodes.Usage);

        terminal.Output.ShouldBeEmpty();
        terminal.Notes.ShouldContain("approvals");
        terminal.Notes.ShouldContain("`lanekeeper --help` explains.");
    }

    [Theory]
    [InlineData("run", "support")]
    [InlineData("run", "support", "--input", "{}", "--wait", "soon")]
    [InlineData("run", "support", "--input", "{")]
    [InlineData("run", "support", "--input", "/no/such/file")]
    [InlineData("runs", "list", "--state", "sleeping")]
    [InlineData("runs", "list", "--limit", "0")]
    [InlineData("approvals", "reject", "1")]
    [InlineData("approvals", "review")]
    [InlineData("whoami", "--url", "ftp://example.com")]
    [InlineData("whoami", "--token", "a b")]
    [InlineData("whoami", "--token-file", "/no/such/file")]
    public async Task A_wrong_command_line_is_a_usage_error(params string[] args)
    {
        await using var server = await StubServer.StartAsync();
        var terminal = new Terminal(server);

        (await terminal.TypeAsync(args)).ShouldBe(ExitCodes.Usage);

        terminal.Output.ShouldBeEmpty();
        terminal.Notes.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(ProblemKind.Invalid, ExitCodes.Usage)]
    [InlineData(ProblemKind.Unauthenticated, ExitCodes.Denied)]
    [InlineData(ProblemKind.Denied, ExitCodes.Denied)]
    [InlineData(ProblemKind.NotFound, ExitCodes.NotFound)]
    [InlineData(ProblemKind.Conflict, ExitCodes.Conflict)]
    [InlineData(ProblemKind.Exhausted, ExitCodes.Unavailable)]
    public async Task What_the_server_refuses_has_an_exit_code(ProblemKind kind, int code)
    {
        await using var server = await StubServer.StartAsync();
        server.Always = new(kind, "a.b", "It cannot be.") { Details = ["because \u001b[31m"] };
        var terminal = new Terminal(server);

        (await terminal.TypeAsync("runs", "--json")).ShouldBe(code);

        terminal.Output.ShouldBeEmpty();
        terminal.Notes.ShouldBe("lanekeeper: It cannot be.\n  because \\u{1b}[31m\n");
    }

    [Fact]
    public async Task A_broken_input_is_said_with_its_line()
    {
        await using var server = await StubServer.StartAsync();
        var terminal = new Terminal(server);

        (await terminal.TypeAsync("run", "support", "--input", "{\n  bad")).ShouldBe(ExitCodes.Usage);

        terminal.Notes.ShouldStartWith("lanekeeper: The input in --input is no JSON: line 2, column 3: ");
        terminal.Notes.ShouldNotContain("LineNumber");
    }

    [Fact]
    public async Task Without_a_command_the_help_is_shown()
    {
        var terminal = new Terminal();

        (await terminal.TypeAsync()).ShouldBe(ExitCodes.Usage);

        terminal.Output.ShouldContain("Examples:\n  lanekeeper demo");
    }

    [Fact]
    public async Task A_local_server_is_found_by_its_data_folder_and_its_token_is_used()
    {
        await using var server = await StubServer.StartAsync();
        var folder = Directory.CreateTempSubdirectory("lanekeeper-cli-").FullName;
        try
        {
            new LocalServer(server.Url, Environment.ProcessId).Announce(folder);
            var terminal = new Terminal();

            (await terminal.TypeAsync("whoami", "--data", folder)).ShouldBe(ExitCodes.Usage);
            await File.WriteAllTextAsync(LocalServer.TokenFile(folder), "the-token\n", TestContext.Current.CancellationToken);
            (await terminal.TypeAsync("whoami", "--data", folder)).ShouldBe(ExitCodes.Ok);
            (await terminal.TypeAsync("whoami", "--url", server.Url, "--token", "mine")).ShouldBe(ExitCodes.Ok);

            server.Tokens.ShouldBe(["Bearer the-token", "Bearer mine"]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task No_server_is_said_with_how_to_start_one()
    {
        var terminal = new Terminal();

        (await terminal.TypeAsync("whoami", "--url", "http://127.0.0.1:1", "--token", "x")).ShouldBe(ExitCodes.Unavailable);
        (await terminal.TypeAsync("whoami", "--data", "/no/such/folder")).ShouldBe(ExitCodes.Unavailable);

        terminal.Notes.ShouldContain("Start one with `lanekeeper serve`");
        terminal.Notes.ShouldContain("Start one with `lanekeeper serve --data /no/such/folder`");
    }

    [Fact]
    public async Task A_fault_of_ours_is_one_line_and_its_own_exit_code()
    {
        var terminal = new Terminal();

        (await terminal.TypeAsync("doctor")).ShouldBe(ExitCodes.Bug);

        terminal.Notes.ShouldBe("lanekeeper: something went wrong inside Lanekeeper: boom\\u{1b}[0m (LANEKEEPER_LOG=debug shows where.)\n");
    }

    [Fact]
    public async Task An_interrupted_command_ends_quietly()
    {
        var terminal = new Terminal();
        using var stop = new CancellationTokenSource();
        var running = terminal.TypeAsync(new NothingInProcess(), stop.Token, "demo");

        await stop.CancelAsync();

        (await Testing.Patiently.AwaitAsync(running, TestContext.Current.CancellationToken)).ShouldBe(ExitCodes.Interrupted);
        (terminal.Output + terminal.Notes).ShouldBeEmpty();
    }

    [Fact]
    public async Task Names_from_outside_are_shown_harmless_and_in_JSON_as_they_are()
    {
        await using var server = await StubServer.StartAsync();
        var terminal = new Terminal(server);

        (await terminal.TypeAsync("whoami")).ShouldBe(ExitCodes.Ok);
        (await terminal.TypeAsync("whoami", "--json")).ShouldBe(ExitCodes.Ok);

        terminal.Output.ShouldStartWith("ana\\u{1b}[31m@example.com, person with the role admin, at http://127.0.0.1:");
        terminal.Output.ShouldContain("\"name\": \"ana\\u001B[31m@example.com\"");
    }

    [Fact]
    public async Task Check_prints_faults_on_standard_output_and_says_no()
    {
        var folder = Directory.CreateTempSubdirectory("lanekeeper-cli-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "lanekeeper.yaml"), "version: 1\nnmae: desk\n", TestContext.Current.CancellationToken);
            var terminal = new Terminal();

            (await terminal.TypeAsync("check", folder)).ShouldBe(ExitCodes.No);

            terminal.Output.ShouldContain("lanekeeper.yaml:2:1: ");
            terminal.Notes.ShouldContain("in 1 file.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Init_writes_a_project_that_passes_its_check()
    {
        var folder = Path.Combine(Directory.CreateTempSubdirectory("lanekeeper-cli-").FullName, "desk");
        try
        {
            var terminal = new Terminal();

            (await terminal.TypeAsync("init", folder)).ShouldBe(ExitCodes.Ok);
            (await terminal.TypeAsync("check", folder)).ShouldBe(ExitCodes.Ok);
            (await terminal.TypeAsync("init", folder)).ShouldBe(ExitCodes.Conflict);
            (await terminal.TypeAsync("init", folder + "2", "--template", "suport-desk")).ShouldBe(ExitCodes.Usage);

            terminal.Output.ShouldContain("lanekeeper deploy");
            terminal.Notes.ShouldContain("support-desk is fine");
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
        }
    }
}
