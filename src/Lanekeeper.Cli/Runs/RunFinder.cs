using Lanekeeper.Cli.Server;
using Lanekeeper.Faces;
using Lanekeeper.Orchestration;

namespace Lanekeeper.Cli.Runs;

/// <summary>Finds a run by its id, or by some digits of it among the newest runs.</summary>
internal static class RunFinder
{
    private const int Newest = 1_000;

    public static async Task<Result<Guid>> FindAsync(ServerClient server, string text, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(text, out var id))
        {
            return id;
        }

        return (await Pages.ReadAsync<Run>(server, ApiPaths.Runs, Newest, cancellationToken)).Succeeded(out var page, out var problem)
            ? ShortIds.Find(text, page.Items.Select(run => run.Id), "a run", "`lanekeeper runs`")
            : problem;
    }
}
