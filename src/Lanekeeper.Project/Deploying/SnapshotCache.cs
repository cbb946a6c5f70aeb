using Lanekeeper.Project.Storing;

namespace Lanekeeper.Project.Deploying;

/// <summary>Compiled snapshots by hash. Few are in use at a time: the live one, and those that older runs stay on.</summary>
internal sealed class SnapshotCache(SnapshotStore store)
{
    private const int Most = 16;

    private readonly Lock _gate = new();
    private readonly LinkedList<Snapshot> _recent = [];

    public async Task<Result<Snapshot>> GetAsync(string hash, CancellationToken cancellationToken)
    {
        if (Find(hash) is { } known)
        {
            return known;
        }

        if (await store.FindAsync(hash, cancellationToken) is not { } files)
        {
            return ProjectProblems.NoSnapshot(hash);
        }

        var report = Projects.Check(files);
        if (report.Definition is not { } definition)
        {
            return ProjectProblems.Faulty(report.Faults);
        }

        var snapshot = new Snapshot(hash, definition);
        Put(snapshot);
        return snapshot;
    }

    public void Put(Snapshot snapshot)
    {
        lock (_gate)
        {
            Remove(snapshot.Hash);
            _recent.AddFirst(snapshot);
            if (_recent.Count > Most)
            {
                _recent.RemoveLast();
            }
        }
    }

    private Snapshot? Find(string hash)
    {
        lock (_gate)
        {
            if (Remove(hash) is not { } snapshot)
            {
                return null;
            }

            _recent.AddFirst(snapshot);
            return snapshot;
        }
    }

    private Snapshot? Remove(string hash)
    {
        for (var node = _recent.First; node is not null; node = node.Next)
        {
            if (node.Value.Hash == hash)
            {
                _recent.Remove(node);
                return node.Value;
            }
        }

        return null;
    }
}
