using System.Diagnostics;
using System.Globalization;
using Lanekeeper.Approvals;
using Lanekeeper.Ledger;
using Lanekeeper.Models;
using Lanekeeper.Orchestration;
using Lanekeeper.Permissions;
using Lanekeeper.Project;
using Lanekeeper.Retrieval;
using Lanekeeper.Storage;
using Lanekeeper.Tools;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Lanekeeper.Bench.Drain;

/// <summary>
/// How fast queued runs of retrieve, model (baseline) and tool (outbox) are worked off with durability on, beside the
/// rate at which the same PostgreSQL takes bare journal rows.
/// </summary>
internal static class DrainBench
{
    private const double Slowest = 150;
    private const int Many = 1000;

    public static async Task<int> RunAsync(string[] args)
    {
        var count = args is [var given, ..] ? int.Parse(given, CultureInfo.InvariantCulture) : Many;
        var folder = Path.Combine(Path.GetTempPath(), $"lk-drain-{Environment.ProcessId}");
        Directory.CreateDirectory(folder);
        await using var services = Furnish(folder);
        var database = await services.GetRequiredService<StorageStart>().OpenAsync(CancellationToken.None);
        await services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
        Say("private PostgreSQL with fsync, synchronous_commit and data checksums on; everything on this machine");

        await JournalPeer.RunAsync(database, Say);
        await DeployAsync(services);
        var rates = new List<double>();
        for (var round = 1; round <= 3; round++)
        {
            rates.Add(await DrainAsync(services, count, round));
        }

        var median = rates.Order().ElementAt(rates.Count / 2);
        Say($"median {median:F0} runs/s, best {rates.Max():F0}; promised {Slowest:F0}");
        var mails = Directory.GetFiles(Path.Combine(folder, "outbox"), "*.eml").Length;
        var totals = (await services.GetRequiredService<ICalls>().TotalAsync(Actor.System, new(), CancellationToken.None)).Value;
        Say($"parity: {rates.Count * count} runs, {mails} mails, {totals.Calls} ledger rows, {totals.Open} open");
        await StopAsync(services);
        return median >= Slowest && mails == rates.Count * count && totals.Calls == mails && totals.Open == 0 ? 0 : 1;
    }

    private static ServiceProvider Furnish(string folder)
    {
        var time = TimeProvider.System;
        var node = Id.New(time);
        return new ServiceCollection()
            .AddSingleton(time)
            .AddStorage(new StorageOptions { DataFolder = folder })
            .AddPermissions()
            .AddProject(new())
            .AddLedger(new LedgerOptions { Node = node, Process = Id.New(time) })
            .AddModels()
            .AddApprovals(new ApprovalsOptions())
            .AddRetrieval()
            .AddTools(new ToolsOptions(Path.Combine(folder, "outbox")))
            .AddOrchestration(new OrchestrationOptions { Node = node })
            .BuildServiceProvider();
    }

    private static async Task DeployAsync(IServiceProvider services)
    {
        var files = DrainProject.Read();
        var definition = Projects.Check(files, DrainProject.Folder).Definition!;
        foreach (var source in definition.Sources.Values)
        {
            var documents = Projects.ReadSource(DrainProject.Folder, source).Value.Files.Select(file => new SourceDocument(file.Path, file.Text));
            var synced = await services.GetRequiredService<IRetrieval>().SyncAsync(Actor.System, new(source.Name, source.Owner, source.Trust, source.Language, [.. documents]), CancellationToken.None);
            Say($"source {synced.Value.Source}: {synced.Value.Passages} passages");
        }

        _ = (await services.GetRequiredService<IDeployments>().DeployAsync(Actor.System, new(files, "bench"), CancellationToken.None)).Value;
    }

    /// <summary>Queues the runs with no worker about, then lets the workers in.</summary>
    private static async Task<double> DrainAsync(ServiceProvider services, int count, int round)
    {
        var runs = services.GetRequiredService<IRuns>();
        await Parallel.ForEachAsync(DrainProject.Messages(count), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (message, stop) =>
            _ = (await runs.StartAsync(Actor.System, new(DrainProject.Workflow, message), stop)).Value);

        var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        await StartAsync(services);
        long open = count;
        while (open > 0 && watch.Elapsed < TimeSpan.FromMinutes(2))
        {
            await Task.Delay(20);
            var states = (await runs.CountAsync(Actor.System, null, CancellationToken.None)).Value.ByState;
            open = states["queued"] + states["running"];
        }

        var rate = count / watch.Elapsed.TotalSeconds;
        process.Refresh();
        var mine = (process.TotalProcessorTime - before).TotalMilliseconds / count;
        Say($"round {round}: {count} runs in {watch.Elapsed.TotalSeconds:F2} s: {rate:F0} runs/s; {mine:F2} ms of this process's CPU per run");
        await StopAsync(services);
        return rate;
    }

    private static async Task StartAsync(IServiceProvider services)
    {
        foreach (var hosted in services.GetServices<IHostedService>())
        {
            await hosted.StartAsync(CancellationToken.None);
        }
    }

    private static async Task StopAsync(IServiceProvider services)
    {
        foreach (var hosted in services.GetServices<IHostedService>().Reverse())
        {
            await hosted.StopAsync(CancellationToken.None);
        }
    }

    private static void Say(string line) => Console.WriteLine(line);
}
