using Microsoft.Extensions.Logging;

namespace Lanekeeper.Ledger.Keeping;

/// <summary>What the database throws becomes a problem in this room's words.</summary>
internal static partial class Guarded
{
    public static async Task<Result<T>> TryAsync<T>(Func<Task<Result<T>>> work, ILogger logger)
    {
        try
        {
            return await work();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogFailed(logger, typeof(T).Name, failure);
            return LedgerProblems.OfFailure(failure);
        }
    }

    [LoggerMessage(LogLevel.Error, "The ledger could not look a {Kind} up or write it down.")]
    private static partial void LogFailed(ILogger logger, string kind, Exception failure);
}
