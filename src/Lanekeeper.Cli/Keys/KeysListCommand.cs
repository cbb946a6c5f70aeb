using System.CommandLine;
using Lanekeeper.Cli.Server;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Faces;
using Lanekeeper.Permissions;

namespace Lanekeeper.Cli.Keys;

/// <summary><c>lanekeeper keys list</c></summary>
internal sealed class KeysListCommand : ServerCommand
{
    private readonly Option<int> _limit = LimitOption.Make(50);

    public KeysListCommand(Surroundings around, string name)
        : base(around, name, name == "list" ? "List the keys of apps, newest first" : "List, make, rotate and revoke the keys with which apps call models",
            name == "list" ? "lanekeeper keys list --json" : "lanekeeper keys",
            "lanekeeper keys create shop        # what shop puts into its OpenAI or Anthropic SDK") => Add(_limit);

    protected override async Task<int> RunAsync(ServerClient server, ParseResult given, CancellationToken cancellationToken) =>
        Answer(given, await Pages.ReadAsync<AppKeyRow>(server, ApiPaths.AppKeys, given.GetValue(_limit), cancellationToken), Print);

    private void Print(Page<AppKeyRow> page)
    {
        if (page.Items.Count == 0)
        {
            Screen.Note("No app has a key yet. `lanekeeper keys create APP` makes one.");
            return;
        }

        var table = new TextTable(
            new("id"), new("app", 1), new("state"), new("workflows", 3), new("models", 4), new("tools", 5), new("last used"), new("expires"), new("made by", 2));
        foreach (var key in page.Items)
        {
            table.Add(
                Say.Short(key.Id),
                key.App,
                new Cell(Say.Word(key.State), Ink(key.State)),
                string.Join(' ', key.Workflows),
                Names(key.Models),
                Names(key.Tools),
                key.LastUsedAt is { } used ? Say.Ago(used, Now) : "never",
                KeyScreen.End(key, Now) ?? "never",
                key.MadeBy);
        }

        table.Write(Screen);
    }

    private static string Names(IReadOnlyList<string> names) => names.Count == 0 ? "every" : string.Join(' ', names);

    private static Ink Ink(AppKeyState state) => state switch
    {
        AppKeyState.Live => Terminal.Ink.Green,
        AppKeyState.Replaced => Terminal.Ink.Yellow,
        _ => Terminal.Ink.Faint,
    };
}
