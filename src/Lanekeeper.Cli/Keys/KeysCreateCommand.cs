using System.CommandLine;
using Lanekeeper.Cli.Server;
using Lanekeeper.Faces;
using Lanekeeper.Permissions;

namespace Lanekeeper.Cli.Keys;

/// <summary><c>lanekeeper keys create APP</c></summary>
internal sealed class KeysCreateCommand : ServerCommand
{
    private readonly Argument<string> _app = new("app") { Description = "The app's name; all its keys share it, and limits and budgets count by it" };
    private readonly Option<string[]> _workflows = Names("--workflow", "A workflow that its calls may be filed under (else the one named like the app); the first is meant where a call names none");
    private readonly Option<string[]> _models = Names("--model", "A model that it may call (else every one)");
    private readonly Option<string[]> _tools = Names("--tool", "A tool that it may use (else all that its workflows list)");
    private readonly Option<string?> _expires = SpanOption.Make("--expires", "After how long it ends by itself, such as 90d (else never)");
    private readonly Option<bool> _quiet = KeyScreen.Quiet();

    public KeysCreateCommand(Surroundings around)
        : base(around, "create", "Make a key for an app; it is shown this once. Operators and admins may",
            "lanekeeper keys create shop",
            "lanekeeper keys create shop --workflow support --model fast --expires 90d",
            "export OPENAI_API_KEY=$(lanekeeper keys create shop --quiet)")
    {
        Add(_app);
        Add(_workflows);
        Add(_models);
        Add(_tools);
        Add(_expires);
        Add(_quiet);
    }

    protected override async Task<int> RunAsync(ServerClient server, ParseResult given, CancellationToken cancellationToken)
    {
        var request = new AppKeyRequest(
            given.GetValue(_app)!,
            given.GetValue(_workflows) ?? [],
            given.GetValue(_models) ?? [],
            given.GetValue(_tools) ?? [],
            SpanOption.Read(given, _expires) is { } life ? Now + life : null);
        return Answer(given, await server.PostAsync<NewAppKey>(ApiPaths.AppKeys, request, cancellationToken), made =>
            KeyScreen.HandOver(Screen, made, server.Server, given.GetValue(_quiet)));
    }

    private static Option<string[]> Names(string name, string description) => new(name) { Description = description + "; may be repeated", HelpName = "name" };
}
