using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace Lanekeeper.Storage;

/// <summary>Tells the failures of the database apart, so that no room needs the driver's types.</summary>
public static class DatabaseFailure
{
    /// <summary>The database is away, stands still, is starting, stopping or out of connections: the same may work in a moment. What was being written may or may not be there.</summary>
    public static bool IsUnavailable(Exception exception) => exception switch
    {
        PostgresException refused => refused.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.ReadOnlySqlTransaction
            || refused.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException broken => broken.InnerException is null or IOException or SocketException or TimeoutException
            || IsUnavailable(broken.InnerException),
        AggregateException several => several.InnerExceptions.Any(IsUnavailable),
        TimeoutException => true,
        _ => false,
    };

    /// <summary>Why a database that is there takes nobody, or nothing, which no waiting mends: <c>53300</c>, too many connections, or <c>25006</c>, read only.</summary>
    internal static string? RefusalOf(Exception? exception) => exception switch
    {
        null => null,
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.ReadOnlySqlTransaction } refused => refused.SqlState,
        _ => RefusalOf(exception.InnerException),
    };

    /// <summary>The disk under the database is full; nothing was written.</summary>
    public static bool IsDiskFull(Exception exception) => StateOf(exception) == PostgresErrorCodes.DiskFull;

    public static bool IsUniqueViolation(Exception exception, string constraint) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } refused && refused.ConstraintName == constraint;

    /// <summary>A row of that key is there already, whichever the table.</summary>
    public static bool IsDuplicate(Exception exception) => StateOf(exception) == PostgresErrorCodes.UniqueViolation;

    /// <summary>The named constraint of any kind (check, foreign key, exclusion, unique) refused the row.</summary>
    public static bool IsConstraintViolation(Exception exception, string constraint) =>
        exception is PostgresException refused && refused.SqlState.StartsWith("23", StringComparison.Ordinal) && refused.ConstraintName == constraint;

    /// <summary>A value that PostgreSQL cannot hold: a NUL character, half a surrogate pair, a number out of range, a text too big for its index.</summary>
    public static bool IsInvalidInput(Exception exception) =>
        exception is EncoderFallbackException
        || exception.InnerException is EncoderFallbackException
        || StateOf(exception) is { } state && (state.StartsWith("22", StringComparison.Ordinal) || state.StartsWith("54", StringComparison.Ordinal));

    /// <summary>The row itself is at fault, so it would be refused again.</summary>
    public static bool IsOfRow(Exception exception) =>
        IsInvalidInput(exception) || StateOf(exception)?.StartsWith("23", StringComparison.Ordinal) == true;

    /// <summary>Two transactions stood in each other's way and this one gave in; done again it will work.</summary>
    public static bool IsConflict(Exception exception) =>
        StateOf(exception) is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable;

    private static string? StateOf(Exception exception) => (exception as PostgresException)?.SqlState;
}
