using Lanekeeper.Orchestration.Cancelling;
using Lanekeeper.Orchestration.Counting;
using Lanekeeper.Orchestration.Reading;
using Lanekeeper.Orchestration.Replaying;
using Lanekeeper.Orchestration.Starting;
using Lanekeeper.Orchestration.Waiting;

namespace Lanekeeper.Orchestration;

internal sealed class RunService(
    StartRunHandler start, ReadRunsHandler read, ListRunsHandler list, CancelRunHandler cancel, ReplayRunHandler replay, WaitRunHandler wait, CountHandler count,
    StatsHandler stats, PulseHandler pulse) : IRuns
{
    public Task<Result<Run>> StartAsync(Actor actor, StartRun request, CancellationToken cancellationToken) => start.RunAsync(actor, request, cancellationToken);

    public Task<Result<RunDetail>> GetAsync(Actor actor, Guid id, CancellationToken cancellationToken) => read.GetAsync(actor, id, cancellationToken);

    public Task<Result<Page<Run>>> ListAsync(Actor actor, RunQuery query, PageRequest page, CancellationToken cancellationToken) =>
        list.RunAsync(actor, query, page, cancellationToken);

    public Task<Result<Run>> CancelAsync(Actor actor, Guid id, string? why, CancellationToken cancellationToken) => cancel.RunAsync(actor, id, why, cancellationToken);

    public Task<Result<Run>> ReplayAsync(Actor actor, Guid id, CancellationToken cancellationToken) => replay.RunAsync(actor, id, cancellationToken);

    public Task<Result<Run>> WaitAsync(Actor actor, Guid id, TimeSpan timeout, CancellationToken cancellationToken) => wait.RunAsync(actor, id, timeout, cancellationToken);

    public Task<Result<RunCounts>> CountAsync(Actor actor, string? workflow, CancellationToken cancellationToken) => count.RunAsync(actor, workflow, cancellationToken);

    public Task<Result<RunStats>> StatsAsync(Actor actor, string? workflow, DateOnly since, CancellationToken cancellationToken) =>
        stats.RunAsync(actor, workflow, since, cancellationToken);

    public Task<Result<RunPulse>> FeelPulseAsync(Actor actor, CancellationToken cancellationToken) => pulse.RunAsync(actor, cancellationToken);
}
