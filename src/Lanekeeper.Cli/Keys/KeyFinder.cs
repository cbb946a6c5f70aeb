using Lanekeeper.Cli.Server;
using Lanekeeper.Faces;
using Lanekeeper.Permissions;

namespace Lanekeeper.Cli.Keys;

/// <summary>Finds a key by its id, or by some digits of it.</summary>
internal static class KeyFinder
{
    public static async Task<Result<Guid>> FindAsync(ServerClient server, string text, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(text, out var id))
        {
            return id;
        }

        return (await Pages.ReadAllAsync<AppKeyRow>(server, ApiPaths.AppKeys, cancellationToken)).Succeeded(out var page, out var problem)
            ? ShortIds.Find(text, page.Items.Select(key => key.Id), "a key", "`lanekeeper keys`")
            : problem;
    }
}
