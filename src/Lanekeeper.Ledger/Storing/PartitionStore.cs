using Lanekeeper.Storage;

namespace Lanekeeper.Ledger.Storing;

internal sealed class PartitionStore(Database database)
{
    /// <returns>How many partitions were made.</returns>
    public Task<int> MakeAsync(DateTimeOffset since, int months, CancellationToken cancellationToken) =>
        database.FindAsync<int>(Sql.Make, new { since, months }, cancellationToken);

    internal static class Sql
    {
        public const string Make = "select ledger.make_partitions(@since, @months)";
    }
}
