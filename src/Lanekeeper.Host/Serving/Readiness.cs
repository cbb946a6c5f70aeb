using Lanekeeper.Faces;
using Lanekeeper.Storage;

namespace Lanekeeper.Host.Serving;

internal sealed class Readiness(Database database) : IReadiness
{
    private static readonly Problem Away = new(
        ProblemKind.Exhausted,
        "server.database-away",
        "The database does not answer; nothing was accepted, and what was accepted before goes on when it is back. `lanekeeper doctor` looks at why.")
    {
        RetryAfter = TimeSpan.FromSeconds(5),
    };

    private static readonly Problem Full = new(ProblemKind.Exhausted, "server.disk-full", "The database's disk is full; nothing was accepted. Free some space, and it goes on by itself.")
    {
        RetryAfter = TimeSpan.FromSeconds(30),
    };

    public async Task<Problem?> CheckAsync(CancellationToken cancellationToken) => await database.AnswersAsync(cancellationToken) ? null : Away;

    public Problem? Explain(Exception exception) =>
        DatabaseFailure.IsDiskFull(exception) ? Full
        : DatabaseFailure.IsUnavailable(exception) ? Away
        : null;
}
