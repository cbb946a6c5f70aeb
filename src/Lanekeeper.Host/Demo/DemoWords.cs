using System.Globalization;
using System.Text.Json;
using Lanekeeper.Cli;
using Lanekeeper.Faces;
using Lanekeeper.Host.Serving;
using Lanekeeper.Host.Settings;

namespace Lanekeeper.Host.Demo;

/// <summary>What the demo says. With <c>--json</c> standard output holds the report alone; all other words go to standard error.</summary>
internal sealed class DemoWords(bool json)
{
    public static void Starting(ServerSettings settings) =>
        Line(settings.DatabaseUrl is null ? $"Starting the built-in PostgreSQL in {settings.DataFolder} ..." : "Opening the database ...");

    public static void Deployed(DeployReport deployed, DemoProject project)
    {
        Line($"Deployed {project.Definition.Name} as {Short(deployed.Deployment.Snapshot)}: {string.Join(", ", deployed.Sources.Select(source => $"{source.Documents} documents in {source.Source}"))}.");
        Line($"Sending {project.Cases.Count} messages through the workflow '{project.Workflow.Name}' ...");
    }

    public static DemoProgress Progress(int total) => new(total, Console.Error, isTerminal: !Console.IsErrorRedirected);

    public void Report(DemoReport report, DemoProject project, RunningServer server)
    {
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(report, FaceJson.Options));
            return;
        }

        var accuracy = report.Accuracy;
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            What happened
              {report.Messages} messages in {report.Seconds:0.0} s, answered by {report.Model}{(report.Model.StartsWith("baseline/", StringComparison.Ordinal) ? " (the built-in floor model; no key, no network)" : "")}
              {Sum(report.Runs)}; of those at an end: {Sum(report.Outcomes)}
              {report.ApprovalsPending + report.HandoffsPending} cards in the inbox: {report.ApprovalsPending} actions wait for a person, {report.HandoffsPending} messages were handed to one; nothing was sent by itself
              {report.ModelCalls} model calls, {report.LedgerRows} rows in the ledger, ${report.CostUsd:0.0000}{(report.CallsOfUnknownCost > 0 ? $" (and {report.CallsOfUnknownCost} calls of unknown cost)" : "")}
              {project.Workflow.Eval!.Field}: {accuracy.Value:0.0%} right of {accuracy.Total} gold labels (95 % interval {accuracy.Low:0.0%} to {accuracy.High:0.0%})
            """));
    }

    public static void Serving(RunningServer server, string? link) => Console.Out.WriteLine($"""

        What to try next
          Open {link} : the inbox
            (the link works once, for an hour; `./lanekeeper sign-in` makes another)

        Or in another terminal
          ./lanekeeper approvals               the inbox: what waits for a person
          ./lanekeeper approvals show 1        what will happen, why, on what evidence
          ./lanekeeper approvals approve 1     do it; the mail appears in {Path.Combine(server.Settings.DataFolder, "outbox")}
          ./lanekeeper runs                    every run;  runs show ID  explains one
          ./lanekeeper calls                   every model call with its prompt, answer and cost
          edit {Path.Combine(server.Settings.DataFolder, "project")}, then  ./lanekeeper deploy  that folder

        Serving at {server.Url} (the API is described at {server.Url}{ApiPaths.OpenApi}). Ctrl-C stops it.
        """);

    private static string Short(string snapshot) => snapshot["sha256:".Length..][..12];

    private static string Sum(IReadOnlyDictionary<string, int> counts) => counts.Count == 0 ? "none" : string.Join(", ", counts.Select(count => $"{count.Value} {count.Key}"));

    private static void Line(string text) => Console.Error.WriteLine(text);
}
