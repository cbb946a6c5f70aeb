using System.CommandLine;

namespace Lanekeeper.Cli.Serving;

/// <summary>The flags of the commands that are a server.</summary>
internal sealed class ServingFlags
{
    public ServingFlags(Command command)
    {
        command.Add(Data);
        command.Add(Urls);
        command.Add(Database);
    }

    public Option<string?> Data { get; } = new("--data") { Description = "The data folder (else LANEKEEPER_DATA, else the user's own)", HelpName = "folder" };

    public Option<string?> Urls { get; } = new("--urls") { Description = "Where to listen (else LANEKEEPER_URLS, else urls in server.yaml, else http://127.0.0.1:5080)", HelpName = "urls" };

    public Option<string?> Database { get; } = new("--database")
    {
        Description = "A PostgreSQL of your own (else LANEKEEPER_DATABASE_URL, else database_url in server.yaml, else the built-in one)",
        HelpName = "url",
    };
}
