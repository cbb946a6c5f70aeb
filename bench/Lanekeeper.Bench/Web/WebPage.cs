using Lanekeeper.Approvals;
using Lanekeeper.Cli;
using Lanekeeper.Ledger;
using Lanekeeper.Orchestration;

namespace Lanekeeper.Bench.Web;

/// <summary>A page that is measured.</summary>
internal sealed record WebPage(string Name, string Address)
{
    public static async Task<IReadOnlyList<WebPage>> FindAsync(ServerClient client, CancellationToken cancellationToken)
    {
        var run = (await client.GetAsync<Page<Run>>(ApiPaths.Runs + "?state=succeeded&limit=1", cancellationToken)).Value.Items[0].Id;
        var call = (await client.GetAsync<Page<CallRow>>(ApiPaths.Calls + "?limit=1", cancellationToken)).Value.Items[0].Id;
        var card = (await client.GetAsync<Page<Approval>>(ApiPaths.Approvals + "?state=pending&limit=1", cancellationToken)).Value.Items[0].Id;
        return
        [
            new("today", WebPaths.Today),
            new("inbox", WebPaths.Inbox),
            new("inbox, mine", WebPaths.Inbox + "?view=mine"),
            new("inbox, of a group", WebPaths.Inbox + "?view=groups"),
            new("card", WebPaths.Card(card)),
            new("runs", WebPaths.Runs),
            new("runs, failed", WebPaths.Runs + "?state=failed"),
            new("runs, of a workflow", WebPaths.Runs + "?workflow=support"),
            new("runs, by rare text", WebPaths.Runs + "?q=zzzznothing"),
            new("run", WebPaths.Run(run)),
            new("calls", WebPaths.Calls),
            new("call", WebPaths.Call(call)),
            new("workflows", WebPaths.Workflows),
            new("workflow", WebPaths.Workflow("support")),
            new("people", WebPaths.People),
            new("account", WebPaths.Account),
        ];
    }
}
