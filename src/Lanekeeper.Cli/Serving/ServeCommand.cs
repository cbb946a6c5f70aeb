using Lanekeeper.Cli.Help;

namespace Lanekeeper.Cli.Serving;

/// <summary><c>lanekeeper serve</c></summary>
internal sealed class ServeCommand : ExplainedCommand
{
    public ServeCommand(Surroundings around)
        : base("serve", "Run the server until Ctrl-C",
            "lanekeeper serve",
            "lanekeeper serve --data ./data --urls http://127.0.0.1:5090",
            "LANEKEEPER_DATABASE_URL=postgres://user@host/db lanekeeper serve")
    {
        var flags = new ServingFlags(this);
        SetAction((given, cancellationToken) =>
            around.InProcess.ServeAsync(new(given.GetValue(flags.Data), given.GetValue(flags.Urls), given.GetValue(flags.Database)), cancellationToken));
    }
}
