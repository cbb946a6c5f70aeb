namespace Lanekeeper.Models;

/// <summary>What a request of an app led to, where it ends in an error: rows of the ledger, and no stand-in.</summary>
public sealed class RelayTrace
{
    /// <summary>The last one; <see langword="null"/> when nothing was sent.</summary>
    public Guid? CallId { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>Why nothing could stand in, fit for a header.</summary>
    public string? RuledOut { get; internal set; }

    internal void Add(Guid callId)
    {
        CallId = callId;
        Attempts++;
    }
}
