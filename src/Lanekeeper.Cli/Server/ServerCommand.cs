using System.CommandLine;
using Lanekeeper.Cli.Help;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Faces;

namespace Lanekeeper.Cli.Server;

/// <summary>A command that asks a server.</summary>
internal abstract class ServerCommand : ExplainedCommand
{
    protected ServerCommand(Surroundings around, string name, string description, params string[] examples)
        : base(name, description, examples)
    {
        Around = around;
        SetAction(async (given, cancellationToken) =>
        {
            if (Refuse(given) is { } refused)
            {
                return Screen.Problem(refused);
            }

            if (!new ServerFinder(around.Environment).Find(around.Server.Read(given)).Succeeded(out var server, out var problem))
            {
                return Screen.Problem(problem);
            }

            using (server)
            {
                return await RunAsync(server, given, cancellationToken);
            }
        });
    }

    protected Surroundings Around { get; }

    protected Screen Screen => Around.Screen;

    protected DateTimeOffset Now => Around.Time.GetUtcNow();

    protected abstract Task<int> RunAsync(ServerClient server, ParseResult given, CancellationToken cancellationToken);

    /// <summary>What is wrong with the command line, as far as can be seen without a server.</summary>
    protected virtual Problem? Refuse(ParseResult given) => null;

    protected bool WantsJson(ParseResult given) => given.GetValue(Around.Server.Json);

    /// <summary>Prints an answer as JSON or for people, or the problem.</summary>
    protected int Answer<T>(ParseResult given, Result<T> result, Action<T> forPeople)
    {
        if (!result.Succeeded(out var value, out var problem))
        {
            return Screen.Problem(problem);
        }

        if (WantsJson(given))
        {
            Screen.Json(value);
        }
        else
        {
            forPeople(value);
        }

        return ExitCodes.Ok;
    }
}
