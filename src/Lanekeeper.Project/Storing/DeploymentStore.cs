using Lanekeeper.Storage;

namespace Lanekeeper.Project.Storing;

/// <summary>Reads and writes <c>project.deployment</c> and <c>project.live</c>; nothing outside this file does.</summary>
internal sealed class DeploymentStore(Database database)
{
    public async Task<IReadOnlyList<Deployment>> ListAsync(Guid? after, int size, CancellationToken cancellationToken) =>
        await database.QueryAsync<Deployment>(Sql.List, new { after, size }, cancellationToken);

    public Task<Deployment?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        database.FindAsync<Deployment>(Sql.Find, new { id }, cancellationToken);

    public Task<Deployment?> FindLiveAsync(CancellationToken cancellationToken) =>
        database.FindAsync<Deployment>(Sql.FindLive, null, cancellationToken);

    /// <summary>Holds every other deployment up until the transaction ends.</summary>
    /// <returns>What is live now.</returns>
    public static async Task<Deployment?> LockLiveAsync(DatabaseTransaction transaction, CancellationToken cancellationToken)
    {
        await transaction.ExecuteAsync(Sql.Lock, null, cancellationToken);
        return await transaction.FindAsync<Deployment>(Sql.FindLive, null, cancellationToken);
    }

    /// <summary>
    /// The snapshot that was live when this one was deployed. A rollback is no deployment, so each goes one further back; and what was rolled
    /// back before this one came is never gone back to.
    /// </summary>
    public static Task<string?> FindEarlierAsync(DatabaseTransaction transaction, string snapshot, CancellationToken cancellationToken) =>
        transaction.FindAsync<string>(Sql.FindEarlier, new { snapshot }, cancellationToken);

    public static async Task<Deployment> AddAsync(DatabaseTransaction transaction, NewDeployment deployment, CancellationToken cancellationToken)
    {
        await transaction.ExecuteAsync(Sql.Add, deployment, cancellationToken);
        await transaction.ExecuteAsync(Sql.MakeLive, new { deployment.Id }, cancellationToken);
        return (await transaction.FindAsync<Deployment>(Sql.FindLive, null, cancellationToken))!;
    }

    internal static class Sql
    {
        private const string Select =
            """
            select d.id, d.snapshot, s.project, d.note, d.deployed_by, d.deployed_at, d.id is not distinct from l.deployment as is_live, d.rolled_back_from
            from project.deployment d
            join project.snapshot s on s.hash = d.snapshot
            cross join project.live l
            """;

        public const string List =
            $"""
            {Select}
            where @after is null or d.number < (select number from project.deployment where id = @after)
            order by d.number desc
            limit @size
            """;

        public const string Find =
            $"""
            {Select}
            where d.id = @id
            """;

        public const string FindLive =
            $"""
            {Select}
            where d.id = l.deployment
            """;

        public const string Lock =
            """
            select 1
            from project.live
            for update
            """;

        public const string FindEarlier =
            """
            select snapshot
            from project.deployment
            where snapshot <> @snapshot
              and number < (select max(number) from project.deployment where snapshot = @snapshot and rolled_back_from is null)
            order by number desc
            limit 1
            """;

        public const string Add =
            """
            insert into project.deployment (id, snapshot, note, deployed_by, deployed_at, rolled_back_from)
            values (@id, @snapshot, @note, @deployedBy, @deployedAt, @rolledBackFrom)
            """;

        public const string MakeLive =
            """
            update project.live
            set deployment = @id
            """;
    }
}

internal sealed record NewDeployment(Guid Id, string Snapshot, string Note, string DeployedBy, DateTimeOffset DeployedAt, string? RolledBackFrom);
