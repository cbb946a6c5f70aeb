namespace Lanekeeper.Storage;

/// <summary>What the database said is believed for a moment. Asked again ahead of its end, for as long as somebody uses it, no request waits for the answer.</summary>
public interface IAskedAhead
{
    /// <summary>For how long after its last use something is asked ahead.</summary>
    static TimeSpan InUse { get; } = TimeSpan.FromMinutes(10);

    /// <summary>What is asked, in a few words, for the log.</summary>
    string What { get; }

    /// <summary>How often it is asked, which is sooner than what was said is too old.</summary>
    TimeSpan Every { get; }

    /// <summary>Asks what was of use lately, and nothing when nothing was.</summary>
    Task AskAheadAsync(CancellationToken cancellationToken);
}
