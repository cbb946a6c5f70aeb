using Npgsql;

namespace Lanekeeper.Storage.Mapping;

/// <summary>The three things that are done with a statement, on whichever connection.</summary>
internal static class Commands
{
    public static async Task<IReadOnlyList<T>> QueryAsync<T>(NpgsqlConnection connection, string sql, object? args, CancellationToken cancellationToken)
    {
        var statement = Statement.Of(sql);
        await using var command = Make(connection, statement, args);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var read = statement.ReaderFor<T>(reader);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public static async Task<T?> FindAsync<T>(NpgsqlConnection connection, string sql, object? args, CancellationToken cancellationToken)
    {
        var statement = Statement.Of(sql);
        await using var command = Make(connection, statement, args);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? statement.ReaderFor<T>(reader)(reader) : default;
    }

    public static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, object? args, CancellationToken cancellationToken)
    {
        await using var command = Make(connection, Statement.Of(sql), args);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task SendAsync(NpgsqlConnection connection, IReadOnlyList<DatabaseStep> steps, CancellationToken cancellationToken)
    {
        await using var batch = connection.CreateBatch();
        foreach (var step in steps)
        {
            var statement = step.IsOneRow ? Statement.ForOneRow(step.Sql) : Statement.Of(step.Sql);
            var command = batch.CreateBatchCommand();
            command.CommandText = statement.Text;
            Parameters.Bind(command.Parameters, statement, step.Args);
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlCommand Make(NpgsqlConnection connection, Statement statement, object? args)
    {
        var command = connection.CreateCommand();
        command.CommandText = statement.Text;
        Parameters.Bind(command.Parameters, statement, args);
        return command;
    }
}
