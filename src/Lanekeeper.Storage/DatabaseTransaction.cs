using Lanekeeper.Storage.Mapping;
using Npgsql;

namespace Lanekeeper.Storage;

/// <summary>The same as <see cref="Database"/>, within one transaction. Its statements run one after another.</summary>
public sealed class DatabaseTransaction
{
    private readonly NpgsqlConnection _connection;
    private readonly List<Action> _afterCommit = [];

    internal DatabaseTransaction(NpgsqlConnection connection) => _connection = connection;

    public Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? args, CancellationToken cancellationToken) =>
        Commands.QueryAsync<T>(_connection, sql, args, cancellationToken);

    /// <inheritdoc cref="Database.FindAsync{T}"/>
    public Task<T?> FindAsync<T>(string sql, object? args, CancellationToken cancellationToken) =>
        Commands.FindAsync<T>(_connection, sql, args, cancellationToken);

    /// <inheritdoc cref="Database.ExecuteAsync"/>
    public Task<int> ExecuteAsync(string sql, object? args, CancellationToken cancellationToken) =>
        Commands.ExecuteAsync(_connection, sql, args, cancellationToken);

    /// <summary>Does something cheap, such as waking a worker, once what was written is there for others to see.</summary>
    public void AfterCommit(Action action) => _afterCommit.Add(action);

    /// <returns>What PostgreSQL says against the statement, or <see langword="null"/>; either way the transaction goes on as if it had not been.</returns>
    internal async Task<string?> TryAsync(string sql, string undo, CancellationToken cancellationToken)
    {
        await ExecuteAsync("savepoint attempt", null, cancellationToken);
        try
        {
            await ExecuteAsync(sql, null, cancellationToken);
            await ExecuteAsync(undo, null, cancellationToken);
            await ExecuteAsync("release savepoint attempt", null, cancellationToken);
            return null;
        }
        catch (PostgresException refused)
        {
            await ExecuteAsync("rollback to savepoint attempt", null, cancellationToken);
            return refused.MessageText;
        }
    }

    internal void Committed() => _afterCommit.ForEach(action => action());
}
