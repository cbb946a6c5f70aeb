namespace Lanekeeper.Storage;

/// <summary>A room's numbers by day: counted once for a day that is over, and kept.</summary>
public interface ICountedDays
{
    /// <summary>What is counted, in a word, for the log.</summary>
    string What { get; }

    /// <summary>How long after midnight the last of a day is surely written down.</summary>
    TimeSpan Margin { get; }

    /// <returns>The first day that was not counted yet, or <see langword="null"/> while none was.</returns>
    Task<DateOnly?> FindMarkAsync(CancellationToken cancellationToken);

    /// <returns>When the first of what is counted happened.</returns>
    Task<DateTimeOffset?> FindFirstAsync(CancellationToken cancellationToken);

    /// <summary>Writes down a day that is over. Doing it twice changes nothing.</summary>
    Task KeepAsync(DateOnly day, CancellationToken cancellationToken);
}
