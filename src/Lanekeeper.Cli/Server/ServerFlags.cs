using System.CommandLine;

namespace Lanekeeper.Cli.Server;

/// <summary>The flags that say which server, and as whom; the same on every command that speaks to one.</summary>
internal sealed class ServerFlags
{
    public Option<string?> Url { get; } = new("--url") { Description = "The server's address (else LANEKEEPER_URL, else the one that runs on this machine)", HelpName = "url" };

    public Option<string?> TokenFile { get; } = new("--token-file") { Description = "A file that holds your key (else LANEKEEPER_TOKEN, else the server's own local token)", HelpName = "file" };

    public Option<string?> Token { get; } = new("--token") { Description = "Your key itself; others on this machine can see it in the process list, so prefer --token-file", HelpName = "key" };

    public Option<string?> Data { get; } = new("--data") { Description = "The data folder of a server on this machine (else LANEKEEPER_DATA)", HelpName = "folder" };

    public Option<bool> Json { get; } = new("--json") { Description = "Print the API's JSON and nothing else" };

    public void AddTo(Command command)
    {
        command.Add(Url);
        command.Add(TokenFile);
        command.Add(Token);
        command.Add(Data);
        command.Add(Json);
    }

    public ServerWish Read(ParseResult given) => new(given.GetValue(Url), given.GetValue(Token), given.GetValue(TokenFile), given.GetValue(Data));
}

/// <summary>Where a server may be, as given on the command line.</summary>
internal sealed record ServerWish(string? Url, string? Token, string? TokenFile, string? Data);
