using System.CommandLine;
using Lanekeeper.Cli.Server;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Faces;
using Lanekeeper.Ledger;

namespace Lanekeeper.Cli.Models;

/// <summary><c>lanekeeper models</c> and <c>lanekeeper models served</c></summary>
internal sealed class ModelsServedCommand : ServerCommand
{
    private readonly Option<bool> _unseen = new("--unseen") { Description = "Only changes that nobody has acknowledged" };
    private readonly Option<string?> _model = new("--model") { Description = "Only of this model, as it is asked for", HelpName = "id" };
    private readonly Option<int> _limit = LimitOption.Make(50);

    public ModelsServedCommand(Surroundings around, string name)
        : base(around, name, "List which models answered for the ones that were asked for, and what changed",
            "lanekeeper models",
            "lanekeeper models served --unseen",
            "lanekeeper models served --model gpt-5-mini-2025-08-07 --json")
    {
        Add(_unseen);
        Add(_model);
        Add(_limit);
    }

    protected override async Task<int> RunAsync(ServerClient server, ParseResult given, CancellationToken cancellationToken) =>
        Answer(given, await Pages.ReadAsync<ServedModel>(server, ApiPaths.ServedModels, given.GetValue(_limit), cancellationToken,
            ("unseen", given.GetValue(_unseen) ? "true" : null), ("model", given.GetValue(_model))), Print);

    private void Print(Page<ServedModel> page)
    {
        if (page.Items.Count == 0)
        {
            Screen.Note("There are none.");
            return;
        }

        var table = new TextTable(new("id"), new("asked for", 1, Wraps: true), new("served by", 1, Wraps: true), new("state"), new("first"), new("last"));
        foreach (var model in page.Items)
        {
            var state = model.IsUnseen ? new Cell("changed", Ink.Yellow) : new Cell(model.IsChange ? "acknowledged" : "first", Ink.Plain);
            var served = model.Previous is { } before ? $"{model.Line} (before: {before})" : model.Line;
            table.Add(Say.Short(model.Id), model.RequestedModel, served, state, Say.Ago(model.FirstSeen, Now), Say.Ago(model.LastSeen, Now));
        }

        table.Write(Screen);
    }
}
