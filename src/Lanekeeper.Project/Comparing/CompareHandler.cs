using Lanekeeper.Permissions;
using Lanekeeper.Project.Deploying;
using Lanekeeper.Project.Storing;

namespace Lanekeeper.Project.Comparing;

internal sealed class CompareHandler(SnapshotStore store, SnapshotCache cache)
{
    private static readonly ProjectFiles Nothing = new([]);

    public async Task<Result<SnapshotComparison>> RunAsync(Actor actor, string? from, string to, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, ProjectPermissions.List) is { } denied)
        {
            return denied;
        }

        var before = from is null ? Nothing : await store.FindAsync(from, cancellationToken);
        if (before is null)
        {
            return ProjectProblems.NoSnapshot(from!);
        }

        return await store.FindAsync(to, cancellationToken) is { } after
            ? For(actor, new SnapshotComparison(from, to, await FindFactsAsync(from, to, cancellationToken), FileComparer.Compare(before, after)))
            : ProjectProblems.NoSnapshot(to);
    }

    private static SnapshotComparison For(Actor actor, SnapshotComparison whole) => Access.Check(actor, ProjectPermissions.ReadFiles) is null
        ? whole
        : whole with { IsWithheld = true, Files = [.. whole.Files.Select(file => file with { Before = file.Before is null ? null : "", After = file.After is null ? null : "" })] };

    // A snapshot that this version of the program no longer accepts has files to compare, and no meaning.
    private async Task<IReadOnlyList<string>> FindFactsAsync(string? from, string to, CancellationToken cancellationToken) =>
        from is not null
        && (await cache.GetAsync(from, cancellationToken)).Succeeded(out var old, out _)
        && (await cache.GetAsync(to, cancellationToken)).Succeeded(out var now, out _)
            ? FactFinder.Find(old.Definition, now.Definition)
            : [];
}
