using System.CommandLine;
using Lanekeeper.Cli.Help;

namespace Lanekeeper.Cli.Serving;

/// <summary><c>lanekeeper doctor</c></summary>
internal sealed class DoctorCommand : ExplainedCommand
{
    public DoctorCommand(Surroundings around)
        : base("doctor", "Examine this machine, the data folder and the database, and say what to mend",
            "lanekeeper doctor",
            "lanekeeper doctor --data ./data --json")
    {
        var data = new Option<string?>("--data") { Description = "The data folder (else LANEKEEPER_DATA, else the user's own)", HelpName = "folder" };
        var database = new Option<string?>("--database") { Description = "A PostgreSQL of your own (else LANEKEEPER_DATABASE_URL, else the built-in one)", HelpName = "url" };
        var json = new Option<bool>("--json") { Description = "Print the findings as JSON and nothing else" };
        Add(data);
        Add(database);
        Add(json);
        SetAction((given, cancellationToken) => around.InProcess.DoctorAsync(new(given.GetValue(data), given.GetValue(database), given.GetValue(json)), cancellationToken));
    }
}
