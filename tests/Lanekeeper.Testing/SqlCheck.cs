using System.Reflection;
using Lanekeeper.Storage;
using Lanekeeper.Storage.Mapping;

namespace Lanekeeper.Testing;

/// <summary>Lets PostgreSQL read every statement of a room, so that a misspelt column fails a test and not a night.</summary>
public static class SqlCheck
{
    // Tried in turn where a statement alone does not tell a parameter's type, as in "@state is null or state = @state".
    private static readonly string[] Types =
        ["text", "uuid", "timestamptz", "bigint", "boolean", "jsonb", "numeric", "double precision", "bytea", "interval", "date", "text[]", "uuid[]", "bigint[]", "timestamptz[]"];

    private static readonly string[] Preparable = ["select", "insert", "update", "delete", "merge", "with", "values", "("];

    /// <summary>Prepares each constant of each nested <c>static class Sql</c> of the assembly.</summary>
    /// <returns>The names of the statements.</returns>
    /// <exception cref="InvalidOperationException">PostgreSQL refused some; the message names them all and says why.</exception>
    public static async Task<IReadOnlyList<string>> PrepareAllAsync(Database database, Assembly assembly, CancellationToken cancellationToken = default)
    {
        var statements = Statements(assembly);
        var faults = new List<string>();
        await database.InTransactionAsync(
            async transaction =>
            {
                foreach (var (name, sql) in statements)
                {
                    foreach (var part in SqlText.Split(sql).Where(CanBePrepared))
                    {
                        if (await RefusalAsync(transaction, part, cancellationToken) is { } refusal)
                        {
                            faults.Add($"{name}: {refusal}");
                        }
                    }
                }
            },
            cancellationToken);
        return faults.Count == 0
            ? [.. statements.Select(statement => statement.Name)]
            : throw new InvalidOperationException($"PostgreSQL refused {faults.Count} of {statements.Count} statements:\n{string.Join('\n', faults)}");
    }

    private static List<(string Name, string Sql)> Statements(Assembly assembly) =>
        [.. from type in assembly.GetTypes()
            where type is { Name: "Sql", IsNested: true }
            from constant in type.GetFields(BindingFlags.Static | BindingFlags.Public)
            where constant is { IsLiteral: true } && constant.FieldType == typeof(string)
            orderby type.DeclaringType!.Name, constant.Name
            select ($"{type.DeclaringType!.Name}.{constant.Name}", (string)constant.GetRawConstantValue()!)];

    // A room that makes partitions has statements that PostgreSQL does not prepare.
    private static bool CanBePrepared(string sql) =>
        Preparable.Any(word => sql.StartsWith(word, StringComparison.OrdinalIgnoreCase));

    private static async Task<string?> RefusalAsync(DatabaseTransaction transaction, string sql, CancellationToken cancellationToken)
    {
        var statement = Statement.Of(sql);
        var types = Enumerable.Repeat("unknown", statement.Names.Count).ToArray();
        return await TryAsync(transaction, statement.Text, types, cancellationToken);
    }

    private static async Task<string?> TryAsync(DatabaseTransaction transaction, string text, string[] types, CancellationToken cancellationToken)
    {
        var refusal = await PrepareAsync(transaction, text, types, cancellationToken);
        if (refusal is null || UntypedParameter(refusal) is not { } number || types[number - 1] != "unknown")
        {
            return refusal;
        }

        foreach (var type in Types)
        {
            string[] tried = [.. types];
            tried[number - 1] = type;
            if (await TryAsync(transaction, text, tried, cancellationToken) is not { } still)
            {
                return null;
            }

            // Of all the refusals the one about something else than types says most.
            refusal = still.Contains("operator does not exist", StringComparison.Ordinal) || still.Contains("is of type", StringComparison.Ordinal) ? refusal : still;
        }

        return refusal;
    }

    private static async Task<string?> PrepareAsync(DatabaseTransaction transaction, string text, string[] types, CancellationToken cancellationToken)
    {
        var list = types.Length == 0 ? "" : $"({string.Join(", ", types)})";
        return await transaction.TryAsync($"prepare lanekeeper_check{list} as {text}", "deallocate lanekeeper_check", cancellationToken);
    }

    private static int? UntypedParameter(string refusal)
    {
        const string Words = "data type of parameter $";
        var at = refusal.IndexOf(Words, StringComparison.Ordinal);
        return at < 0 ? null : int.Parse(new string([.. refusal[(at + Words.Length)..].TakeWhile(char.IsAsciiDigit)]), System.Globalization.CultureInfo.InvariantCulture);
    }
}
