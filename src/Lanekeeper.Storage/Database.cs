using Lanekeeper.Storage.Connecting;
using Lanekeeper.Storage.Mapping;
using Npgsql;

namespace Lanekeeper.Storage;

/// <summary>
/// The one way to the database. Statements are constants with <c>@names</c>, filled from an object's properties;
/// rows become records by column name (see this room's README for the mapping).
/// </summary>
public sealed class Database : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time;

    private readonly NpgsqlDataSource _batches;

    internal Database(NpgsqlDataSource source, NpgsqlDataSource batches, TimeProvider time) => (Source, _batches, _time) = (source, batches, time);

    internal NpgsqlDataSource Source { get; }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? args, CancellationToken cancellationToken)
    {
        await using var connection = await Source.OpenConnectionAsync(cancellationToken);
        return await Commands.QueryAsync<T>(connection, sql, args, cancellationToken);
    }

    /// <returns>The first row, or the default of <typeparamref name="T"/>: ask for <c>Guid?</c>, not <c>Guid</c>, where there may be none.</returns>
    public async Task<T?> FindAsync<T>(string sql, object? args, CancellationToken cancellationToken)
    {
        await using var connection = await Source.OpenConnectionAsync(cancellationToken);
        return await Commands.FindAsync<T>(connection, sql, args, cancellationToken);
    }

    /// <returns>How many rows were written.</returns>
    public async Task<int> ExecuteAsync(string sql, object? args, CancellationToken cancellationToken)
    {
        await using var connection = await Source.OpenConnectionAsync(cancellationToken);
        return await Commands.ExecuteAsync(connection, sql, args, cancellationToken);
    }

    /// <summary>
    /// Sends several statements together, in one trip and one transaction: all of them are done, or none. For what is written all the time:
    /// PostgreSQL keeps one plan for each, whatever the values.
    /// </summary>
    /// <exception cref="TimeoutException">It takes too long; whether it is done after all is not known.</exception>
    public Task SendAsync(IReadOnlyList<DatabaseStep> steps, CancellationToken cancellationToken) =>
        SendOnceAsync(steps, cancellationToken).WaitAsync(ConnectionSettings.PatienceOfBatches, _time, cancellationToken);

    /// <summary>Does all of <paramref name="work"/> or, when it throws, nothing of it.</summary>
    public Task<T> InTransactionAsync<T>(Func<DatabaseTransaction, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(Source, work, cancellationToken);

    /// <summary>As <see cref="InTransactionAsync{T}"/>, over the connections of <see cref="SendAsync"/> and with its patience.</summary>
    public Task<T> InBatchTransactionAsync<T>(Func<DatabaseTransaction, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(_batches, work, cancellationToken).WaitAsync(ConnectionSettings.PatienceOfBatches, _time, cancellationToken);

    /// <inheritdoc cref="InTransactionAsync{T}"/>
    public Task InTransactionAsync(Func<DatabaseTransaction, Task> work, CancellationToken cancellationToken) =>
        InTransactionAsync(
            async transaction =>
            {
                await work(transaction);
                return Done.Instance;
            },
            cancellationToken);

    /// <summary>Lets go of the connections that nobody uses: after the database was away each of them would fail once.</summary>
    public void ForgetConnections()
    {
        _batches.Clear();
        Source.Clear();
    }

    /// <summary>Whether the database answers within two seconds.</summary>
    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await FindAsync<int>("select 1", null, both.Token) == 1;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _batches.DisposeAsync();
        await Source.DisposeAsync();
    }

    // Not left to the driver's own limit: it asks a server that stands still to stop, and waits for that as long again.
    private async Task SendOnceAsync(IReadOnlyList<DatabaseStep> steps, CancellationToken cancellationToken)
    {
        await using var connection = await _batches.OpenConnectionAsync(cancellationToken);
        await Commands.SendAsync(connection, steps, cancellationToken);
    }

    private static async Task<T> RunAsync<T>(NpgsqlDataSource source, Func<DatabaseTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        var transaction = default(DatabaseTransaction);
        T result;
        await using (var connection = await source.OpenConnectionAsync(cancellationToken))
        {
            await using var begun = await connection.BeginTransactionAsync(cancellationToken);
            transaction = new DatabaseTransaction(connection);
            result = await work(transaction);
            await begun.CommitAsync(cancellationToken);
        }

        transaction.Committed();
        return result;
    }
}
