using System.CommandLine;
using System.Globalization;
using Lanekeeper.Cli.Server;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Faces;
using Lanekeeper.Ledger;

namespace Lanekeeper.Cli.Calls;

/// <summary><c>lanekeeper limits</c></summary>
internal sealed class LimitsCommand(Surroundings around) : ServerCommand(around, "limits", "Show how much of every limit and budget of apps and workflows is used",
    "lanekeeper limits",
    "lanekeeper limits --json")
{
    protected override async Task<int> RunAsync(ServerClient server, ParseResult given, CancellationToken cancellationToken) =>
        Answer(given, await server.GetAsync<LimitsInUse>(ApiPaths.Limits, cancellationToken), Print);

    private void Print(LimitsInUse limits)
    {
        if (limits.Holders.Count == 0)
        {
            Screen.Note("The live project sets no limits. They stand in lanekeeper.yaml under `limits`.");
            return;
        }

        var table = new TextTable(new("", 1), new("name", 2), new("limit"), new("used", IsNumber: true), new("of", IsNumber: true), new("share", IsNumber: true), new("held", IsNumber: true), new("starts anew"));
        foreach (var holder in limits.Holders)
        {
            foreach (var limit in holder.Limits)
            {
                var ink = limit.IsFull ? Ink.Red : limit.IsNear ? Ink.Yellow : Ink.Plain;
                table.Add(Say.Word(holder.Kind), holder.Name, Say.Snake(limit.Kind), Amount(limit, limit.Used), Amount(limit, limit.Allowed),
                    new Cell(string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(limit.Share * 100):0} %"), ink), limit.Held > 0 ? Say.Money(limit.Held) : "",
                    limit.RenewsAt is { } at ? Say.Ago(at, limits.At) : "");
            }
        }

        table.Write(Screen);
    }

    private static string Amount(LimitFigure limit, decimal amount) => limit.IsBudget ? Say.Money(amount) : amount.ToString("#,0", CultureInfo.InvariantCulture);
}
