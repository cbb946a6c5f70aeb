using System.CommandLine;
using System.Globalization;
using Lanekeeper.Cli.Server;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Faces;
using Lanekeeper.Ledger;

namespace Lanekeeper.Cli.Calls;

/// <summary><c>lanekeeper calls</c> and <c>lanekeeper calls list</c></summary>
internal sealed class CallsListCommand : ServerCommand
{
    private readonly Option<string?> _workflow = new("--workflow") { Description = "Only of this workflow", HelpName = "name" };
    private readonly Option<string?> _run = new("--run") { Description = "Only of this run", HelpName = "id" };
    private readonly Option<string?> _model = new("--model") { Description = "Only of this model", HelpName = "id" };
    private readonly Option<string?> _app = new("--app") { Description = "Only of this app", HelpName = "name" };
    private readonly Option<string?> _session = new("--session") { Description = "Only of this conversation, as the app names it", HelpName = "id" };
    private readonly Option<string?> _state = EnumOption.Make("--state", "Only in this state", CallStates.All);
    private readonly Option<int> _limit = LimitOption.Make(20);

    public CallsListCommand(Surroundings around, string name)
        : base(around, name, "List model calls, newest first, with what they cost",
            "lanekeeper calls",
            "lanekeeper calls list --state failed_transient",
            "lanekeeper calls list --app shop",
            "lanekeeper calls list --run 0193e5a2-7c41-7d11-9a5b-33c51f0c22d9 --json")
    {
        Add(_workflow);
        Add(_run);
        Add(_model);
        Add(_app);
        Add(_session);
        Add(_state);
        Add(_limit);
    }

    protected override async Task<int> RunAsync(ServerClient server, ParseResult given, CancellationToken cancellationToken) =>
        Answer(given, await Pages.ReadAsync<CallRow>(server, ApiPaths.Calls, given.GetValue(_limit), cancellationToken,
            ("workflow", given.GetValue(_workflow)), ("run", given.GetValue(_run)), ("model", given.GetValue(_model)), ("app", given.GetValue(_app)), ("session", given.GetValue(_session)),
            ("state", given.GetValue(_state))), Print);

    private void Print(Page<CallRow> page)
    {
        if (page.Items.Count == 0)
        {
            Screen.Note("There are no such calls.");
            return;
        }

        var table = new TextTable(new("id"), new("age"), new("workflow", 2), new("step or app", 1), new("model", 3), new("state", 2), new("in", IsNumber: true), new("out", IsNumber: true), new("cost", IsNumber: true), new("took", IsNumber: true));
        foreach (var call in page.Items)
        {
            var state = (call.State is { } closed ? Say.Word(closed) : CallStates.Open) + (call.FailureCode is null ? "" : $", {call.FailureCode}")
                + (call.CacheHitOf is null ? "" : ", from the cache") + (call.Degraded is null ? "" : ", degraded");
            var ink = call.State switch { CallState.Answered => Ink.Green, null => Ink.Yellow, _ => Ink.Red };
            table.Add(Say.Short(call.Id), Say.Ago(call.OpenedAt, Now), call.Workflow, call.StepId ?? call.App, call.ServedModel ?? call.RequestedModel,
                new Cell(state, ink), call.InputTokens?.ToString(CultureInfo.InvariantCulture),
                call.OutputTokens?.ToString(CultureInfo.InvariantCulture), Say.Money(call.CostUsd), Say.Milliseconds(call.TotalMs));
        }

        table.Write(Screen);
    }
}
