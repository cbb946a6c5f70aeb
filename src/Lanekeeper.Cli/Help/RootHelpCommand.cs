using Lanekeeper.Faces;

namespace Lanekeeper.Cli.Help;

/// <summary><c>lanekeeper</c> alone shows its help.</summary>
internal sealed class RootHelpCommand : ExplainedCommand
{
    public RootHelpCommand()
        : base("lanekeeper", "AI operations for small teams: workflows that ask before they act.",
            "lanekeeper demo                    # see the whole of it, from nothing",
            "lanekeeper init my-desk            # write a project to start from",
            "lanekeeper serve                   # the server; then, in another terminal:",
            "lanekeeper deploy my-desk          # make the project live",
            "lanekeeper run support --input message.json --wait 30s",
            "lanekeeper approvals review        # decide what waits for a person") =>
        SetAction(given =>
        {
            Options.OfType<System.CommandLine.Help.HelpOption>().Select(option => option.Action).OfType<ExamplesHelp>().First().Invoke(given);
            return ExitCodes.Usage;
        });
}
