using Lanekeeper.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Ledger.Watching;

/// <summary>Says once when a workflow's failures go over a budget, and once when they are back.</summary>
internal sealed partial class FailureWatch(FailureReader reader, LedgerOptions options, TimeProvider time, ILogger<FailureWatch> logger) : BackgroundService
{
    private readonly Trouble _trouble = new("Failures are counted", time, logger);
    private HashSet<(string Workflow, string Kind)> _over = [];

    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var rates = await reader.HasAlarmsAsync(cancellationToken) ? await reader.ReadAsync(cancellationToken) : [];
        var over = new HashSet<(string Workflow, string Kind)>();
        foreach (var rate in rates)
        {
            Look(over, rate, "transient", rate.IsTransientOver, rate.TransientPercent, rate.Alarm?.TransientPercent);
            Look(over, rate, "semantic", rate.IsSemanticOver, rate.SemanticPercent, rate.Alarm?.SemanticPercent);
        }

        foreach (var (workflow, kind) in _over.Except(over))
        {
            LogBack(workflow, kind);
        }

        _over = over;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _trouble.GuardAsync(() => LookAsync(stoppingToken), LogFailed);
            await Task.Delay(options.FailuresEvery, time, stoppingToken);
        }
    }

    private void Look(HashSet<(string Workflow, string Kind)> over, FailureRate rate, string kind, bool isOver, decimal percent, decimal? most)
    {
        if (isOver && over.Add((rate.Workflow, kind)) && !_over.Contains((rate.Workflow, kind)))
        {
            LogOver(rate.Workflow, percent, rate.Calls, kind, most ?? 0);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Workflow {Workflow}: {Percent} % of its last {Calls} calls failed ({Kind}); its alarm allows {Most} %.")]
    private partial void LogOver(string workflow, decimal percent, long calls, string kind, decimal most);

    [LoggerMessage(LogLevel.Information, "Workflow {Workflow}: its {Kind} failures are within what its alarm allows again.")]
    private partial void LogBack(string workflow, string kind);

    [LoggerMessage(LogLevel.Error, "Failures could not be counted; tried again soon.")]
    private partial void LogFailed(Exception failure);
}
