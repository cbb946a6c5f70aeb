using System.Threading.Channels;
using Lanekeeper.Orchestration.Running;
using Lanekeeper.Orchestration.Storing;
using Lanekeeper.Orchestration.Waiting;
using Lanekeeper.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Orchestration.Queueing;

/// <summary>
/// Takes runs from the queue, as many at once as there are free places, and works on them until it is told to stop.
/// One look at the queue takes all it can, so that under load a claim costs a fraction of a statement per run.
/// </summary>
internal sealed partial class Worker(
    JobStore jobs,
    WorkLoader loader,
    RunExecutor executor,
    RunNews news,
    Wakeups wakeups,
    OrchestrationOptions options,
    TimeProvider time,
    ILogger<Worker> logger) : BackgroundService
{
    private readonly Guid _id = Id.New(time);
    private readonly ActiveRuns _active = new();
    private readonly Trouble _reclaiming = new("Runs of an earlier life are taken back", time, logger);
    private readonly Trouble _taking = new("Runs are taken from the queue", time, logger);
    private readonly Trouble _renewing = new("Leases of runs are renewed", time, logger);
    private readonly Trouble _giving = new("Runs are given back to the queue", time, logger);
    private readonly Channel<bool> _look = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var others = Task.WhenAll(ListenAsync(stoppingToken), RenewAsync(stoppingToken));
        try
        {
            await TryAsync(_reclaiming, () => jobs.ReclaimAsync(options.Node, _id, time.GetUtcNow(), stoppingToken), stoppingToken);
            while (!stoppingToken.IsCancellationRequested)
            {
                var took = await TryAsync(_taking, () => TakeAsync(stoppingToken), stoppingToken);
                if (took == 0 || _active.Count >= options.Concurrency)
                {
                    await _look.Reader.ReadAsync(stoppingToken);
                }
            }
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            LogStopping(_active.Count);
        }

        await _active.DrainAsync();
        await others;
    }

    private async Task<int> TakeAsync(CancellationToken stoppingToken)
    {
        var free = options.Concurrency - _active.Count;
        if (free <= 0)
        {
            return 0;
        }

        var now = time.GetUtcNow();
        var leases = await jobs.ClaimAsync(_id, options.Node, free, now, now + options.Lease, CancellationToken.None);
        if (leases.Count == 0)
        {
            return 0;
        }

        foreach (var loaded in await LoadAsync(leases, stoppingToken))
        {
            _active.Start(loaded.Lease, stop => WorkAsync(loaded, stop), () => _look.Writer.TryWrite(true), stoppingToken);
        }

        return leases.Count;
    }

    private async Task<IReadOnlyList<WorkLoader.Loaded>> LoadAsync(IReadOnlyList<JobStore.Lease> leases, CancellationToken stoppingToken)
    {
        try
        {
            return await loader.LoadAsync(leases, stoppingToken);
        }
        catch
        {
            // Nobody would renew them, and nobody else could have them before they run out.
            await Task.WhenAll(leases.Select(GiveBackAsync));
            throw;
        }
    }

    private async Task WorkAsync(WorkLoader.Loaded loaded, CancellationToken stop)
    {
        try
        {
            if (loaded.Problem is { } problem)
            {
                await BeginlessAsync(loaded, problem);
            }
            else if (!await executor.RunAsync(loaded.Work!, stop))
            {
                await GiveBackAsync(loaded.Lease);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await GiveBackAsync(loaded.Lease);
        }
        catch (Exception exception)
        {
            // The journal is where it was; the lease is given back, or runs out, and the step is run again.
            LogFailed(exception, loaded.Run.Id);
            await GiveBackAsync(loaded.Lease);
        }
        finally
        {
            news.Tell(loaded.Run.Id);
        }
    }

    private Task BeginlessAsync(WorkLoader.Loaded loaded, Problem problem)
    {
        LogNotLoaded(loaded.Run.Id, problem.Message);
        return problem.IsTransient ? GiveBackAsync(loaded.Lease) : executor.FailAsync(loaded.Run, loaded.Lease, problem);
    }

    /// <summary>Frees the job a moment from now; one whose lease was lost, or that is over, is left alone by its fence.</summary>
    private Task<int> GiveBackAsync(JobStore.Lease lease) =>
        TryAsync(_giving, () => jobs.ReleaseAsync(lease, time.GetUtcNow() + options.FirstBackoff, CancellationToken.None), CancellationToken.None);

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await wakeups.WaitAsync(Channels.Jobs, options.Poll, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            _look.Writer.TryWrite(true);
        }
    }

    /// <summary>Signs of life for what is being worked on; a run that is not ours any more is let go at once.</summary>
    private async Task RenewAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Lease / 3, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var held = _active.Leases;
                if (held.Count > 0)
                {
                    await TryAsync(_renewing, () => RenewAsync(held, stoppingToken), stoppingToken);
                }
            }
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task<int> RenewAsync(IReadOnlyList<JobStore.Lease> leases, CancellationToken stoppingToken)
    {
        var held = await jobs.RenewAsync(leases, time.GetUtcNow() + options.Lease, stoppingToken);
        _active.KeepOnly(leases, held);
        return held.Count;
    }

    /// <summary>The queue outlives the database's absence: what fails now is tried at the next look.</summary>
    private async Task<int> TryAsync(Trouble trouble, Func<Task<int>> work, CancellationToken stoppingToken)
    {
        try
        {
            var count = await work();
            trouble.Over();
            return count;
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            if (trouble.IsNews(exception))
            {
                LogQueueAway(exception);
            }

            return 0;
        }
    }

    [LoggerMessage(LogLevel.Information, "Stopping: {Active} runs are let go at their last journaled step.")]
    private partial void LogStopping(int active);

    [LoggerMessage(LogLevel.Error, "Run {RunId}: the worker let go of it.")]
    private partial void LogFailed(Exception exception, Guid runId);

    [LoggerMessage(LogLevel.Warning, "Run {RunId} cannot go on: {Message}")]
    private partial void LogNotLoaded(Guid runId, string message);

    [LoggerMessage(LogLevel.Warning, "The queue could not be read or written; it is tried again.")]
    private partial void LogQueueAway(Exception exception);
}
