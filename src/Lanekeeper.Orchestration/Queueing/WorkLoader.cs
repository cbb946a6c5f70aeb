using Lanekeeper.Orchestration.Running;
using Lanekeeper.Orchestration.Storing;
using Lanekeeper.Project;

namespace Lanekeeper.Orchestration.Queueing;

/// <summary>Reads leased runs with their journals and the snapshots they started with, many in two statements.</summary>
internal sealed class WorkLoader(RunStore runs, JournalStore journal, IDeployments deployments)
{
    public async Task<IReadOnlyList<Loaded>> LoadAsync(IReadOnlyList<JobStore.Lease> leases, CancellationToken cancellationToken)
    {
        var ids = leases.Select(lease => lease.RunId).ToList();
        var rows = (await runs.FindManyAsync(ids, cancellationToken)).ToDictionary(run => run.Id);
        var steps = (await journal.FindAsync(ids, cancellationToken)).ToLookup(step => step.RunId);

        var loaded = new List<Loaded>(leases.Count);
        foreach (var lease in leases)
        {
            if (rows.TryGetValue(lease.RunId, out var run))
            {
                loaded.Add(await JoinAsync(run, lease, steps[lease.RunId], cancellationToken));
            }
        }

        return loaded;
    }

    private async Task<Loaded> JoinAsync(RunRow run, JobStore.Lease lease, IEnumerable<StepRow> steps, CancellationToken cancellationToken)
    {
        if (!(await deployments.GetSnapshotAsync(run.Snapshot, cancellationToken)).Succeeded(out var snapshot, out var problem))
        {
            return new(run, lease, null, problem);
        }

        return snapshot.Definition.Workflows.TryGetValue(run.Workflow, out var workflow)
            ? new(run, lease, new RunWork(run, lease, snapshot, workflow, steps), null)
            : new(run, lease, null, RunProblems.UnknownWorkflow(run.Workflow, snapshot.Definition.Workflows.Keys));
    }

    internal sealed record Loaded(RunRow Run, JobStore.Lease Lease, RunWork? Work, Problem? Problem);
}
