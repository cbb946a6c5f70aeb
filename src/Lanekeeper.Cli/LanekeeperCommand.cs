using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Runtime.InteropServices;
using Lanekeeper.Cli.Approvals;
using Lanekeeper.Cli.Calls;
using Lanekeeper.Cli.Help;
using Lanekeeper.Cli.Identity;
using Lanekeeper.Cli.Keys;
using Lanekeeper.Cli.Models;
using Lanekeeper.Cli.Project;
using Lanekeeper.Cli.Runs;
using Lanekeeper.Cli.Server;
using Lanekeeper.Cli.Serving;
using Lanekeeper.Cli.Sources;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Faces;

namespace Lanekeeper.Cli;

/// <summary>The command <c>lanekeeper</c>.</summary>
public static class LanekeeperCommand
{
    private const string LogVariable = "LANEKEEPER_LOG";

    /// <summary>Runs a command line; Ctrl-C cancels it, and a second one ends the process at once, unless the command takes that one, too.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(string[] args, IInProcess inProcess)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return await RunAsync(args, new Surroundings(Screen.OfProcess(), TimeProvider.System, Environment.GetEnvironmentVariable, inProcess), stop.Token);

        void Stop(PosixSignalContext signal)
        {
            if (!stop.IsCancellationRequested)
            {
                signal.Cancel = true;
                stop.Cancel();
            }
        }
    }

    internal static async Task<int> RunAsync(string[] args, Surroundings around, CancellationToken cancellationToken)
    {
        var screen = around.Screen;
        try
        {
            var given = Tree(around).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            var configuration = new InvocationConfiguration
            {
                Output = given.Errors.Count > 0 ? screen.Notes : screen.Output,
                Error = screen.Notes,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            if (given.Action is ParseErrorAction wrong)
            {
                wrong.ShowHelp = false;
                await given.InvokeAsync(configuration, cancellationToken);
                screen.Note($"`{PathOf(given.CommandResult.Command)} --help` explains.");
                return ExitCodes.Usage;
            }

            return await given.InvokeAsync(configuration, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
#pragma warning disable CA1031 // The last resort: whatever it is, a person gets one line and a script an exit code.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var isDebug = string.Equals(around.Environment(LogVariable), "debug", StringComparison.OrdinalIgnoreCase);
            screen.Note(isDebug
                ? $"lanekeeper: {exception}"
                : $"lanekeeper: something went wrong inside Lanekeeper: {SafeText.Line(exception.Message)} ({LogVariable}=debug shows where.)");
            return ExitCodes.Bug;
        }
    }

    internal static Command Tree(Surroundings around)
    {
        var root = new RootHelpCommand
        {
            new DemoCommand(around),
            new ServeCommand(around),
            new DoctorCommand(around),
            new InitCommand(around),
            new CheckCommand(around),
            new DeployCommand(around),
            new DeploymentsCommand(around),
            new RollbackCommand(around),
            new RunCommand(around),
            RunsTree.Make(around),
            ApprovalsTree.Make(around),
            CallsTree.Make(around),
            new LimitsCommand(around),
            ModelsTree.Make(around),
            new SourcesCommand(around),
            KeysTree.Make(around),
            new SignInCommand(around),
            new WhoamiCommand(around),
            new VersionOption(),
        };
        var help = new HelpOption { Recursive = true };
        help.Action = new ExamplesHelp(new HelpAction { MaxWidth = around.Screen.TextColumns });
        root.Add(help);
        AddServerFlags(root, around.Server);
        return root;
    }

    /// <summary>After each command's own options, so that its help tells of those first.</summary>
    private static void AddServerFlags(Command command, ServerFlags flags)
    {
        if (command is ServerCommand)
        {
            flags.AddTo(command);
        }

        foreach (var child in command.Subcommands)
        {
            AddServerFlags(child, flags);
        }
    }

    private static string PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent)} {command.Name}" : command.Name;
}
