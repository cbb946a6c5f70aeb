using Lanekeeper.Gateway;
using Lanekeeper.Storage;

namespace Lanekeeper.Host.Serving;

internal sealed class Readiness(Database database) : IReadiness
{
    public async Task<Problem?> CheckAsync(CancellationToken cancellationToken) => await database.AnswersAsync(cancellationToken)
        ? null
        : new(ProblemKind.Exhausted, "server.database-away", "The database does not answer; what is accepted waits until it does. `lanekeeper doctor` looks at why.");
}
