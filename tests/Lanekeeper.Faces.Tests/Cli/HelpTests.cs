using System.CommandLine;
using Lanekeeper.Cli;
using Lanekeeper.Cli.Help;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Testing;

namespace Lanekeeper.Faces.Tests.Cli;

public sealed class HelpTests
{
    [Theory]
    [InlineData("root.txt", "--help")]
    [InlineData("approvals.txt", "approvals", "--help")]
    public async Task The_help_is_as_written_down(string file, params string[] args)
    {
        var terminal = new Terminal();

        (await terminal.TypeAsync(args)).ShouldBe(ExitCodes.Ok);

        var shown = string.Join('\n', terminal.Output.Split('\n').Select(line => line.TrimEnd()));
        var written = Path.Combine(TestData.ProjectRoot, "tests", "Lanekeeper.Faces.Tests", "Cli", "Help", file);
        if (Environment.GetEnvironmentVariable("LANEKEEPER_WRITE_SNAPSHOTS") == "1")
        {
            await File.WriteAllTextAsync(written, shown, TestContext.Current.CancellationToken);
        }

        shown.ShouldBe(await File.ReadAllTextAsync(written, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Every_command_has_a_description_and_examples()
    {
        var root = LanekeeperCommand.Tree(new(new Screen(TextWriter.Null, TextWriter.Null), new ManualTime(), _ => null, new NothingInProcess()));

        All(root).Where(command => command is not ExplainedCommand { Examples.Count: > 0 } || command.Description is not { Length: > 0 }).ShouldBeEmpty();
        All(root).SelectMany(command => command.Options).Where(option => option.Description is not { Length: > 0 }).ShouldBeEmpty();
    }

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);
}
