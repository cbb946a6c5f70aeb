using System.CommandLine;
using Lanekeeper.Cli.Help;

namespace Lanekeeper.Cli.Serving;

/// <summary><c>lanekeeper demo</c></summary>
internal sealed class DemoCommand : ExplainedCommand
{
    public DemoCommand(Surroundings around)
        : base("demo", "Show the whole of it on a sample: a support desk with its messages, from nothing",
            "lanekeeper demo                    # then serve until Ctrl-C",
            "lanekeeper demo --once --json      # the figures as one JSON object, and exit",
            "OPENAI_API_KEY=... lanekeeper demo --model openai/gpt-4.1-mini-2025-04-14")
    {
        var once = new Option<bool>("--once") { Description = "Exit when the messages are through, instead of serving" };
        var model = new Option<string?>("--model") { Description = "Answer with this pinned model instead of the built-in baseline", HelpName = "provider/id" };
        var json = new Option<bool>("--json") { Description = "Print the figures as JSON and nothing else" };
        Add(once);
        Add(model);
        var flags = new ServingFlags(this);
        Add(json);
        SetAction((given, cancellationToken) => around.InProcess.DemoAsync(
            new(given.GetValue(flags.Data), given.GetValue(flags.Urls), given.GetValue(flags.Database), given.GetValue(once), given.GetValue(json), given.GetValue(model)),
            cancellationToken));
    }
}
